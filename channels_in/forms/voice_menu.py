"""The voice menu as an admin fills it in: what is said, what may be pressed, what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.team_choice import TeamChoice
from people.models import Team
from people.models.company import LANGUAGES

CHOICES = range(1, 6)  # keys
QUESTIONS = range(1, 4)
GOES_TO = (
    ("next", _("The questions below, then the queue")),
    ("queue", _("The queue at once")),
    ("voicemail", _("A voicemail")),
    ("call_back", _("A call-back")),
)


def texts(name: str) -> list[str]:
    return [f"{name}_{code}" for code, _ in LANGUAGES]


def menu_fields() -> Iterator[tuple[str, forms.Field]]:
    yield from _spoken("greeting", _("Greeting"), rows=2)
    yield from _spoken("closed", _("Outside of opening hours"), rows=2)
    yield from _spoken("menu", _("Before the choices"), rows=1)
    for n in CHOICES:
        for code, language in LANGUAGES:
            label = _("Key %(n)s, as it is said in %(language)s") % {"n": n, "language": language}
            yield f"choice_{n}_name_{code}", forms.CharField(label=label, max_length=100, required=False)
        yield (
            f"choice_{n}_team",
            TeamChoice(
                label=_("Key %(n)s, team") % {"n": n},
                required=False,
                empty_label=_("The team of this channel"),
            ),
        )
        yield (
            f"choice_{n}_goes_to",
            forms.ChoiceField(label=_("Key %(n)s leads to") % {"n": n}, choices=GOES_TO, required=False),
        )
    for n in QUESTIONS:
        label = _("Question %(n)s, as agents call it") % {"n": n}
        hint = _("For example: order number. Callers type it and end with #.")
        yield f"ask_{n}_label", forms.CharField(label=label, max_length=60, required=False, help_text=hint)
        yield from _spoken(f"ask_{n}_words", _("Question %(n)s") % {"n": n}, rows=1)
        yield (
            f"ask_{n}_is_secret",
            forms.BooleanField(
                label=_("Question %(n)s: keep the answer nowhere") % {"n": n},
                required=False,
            ),
        )
        yield (
            f"ask_{n}_may_be_empty",
            forms.BooleanField(label=_("Question %(n)s may be skipped with #") % {"n": n}, required=False),
        )


def _spoken(name: str, label: Any, *, rows: int) -> Iterator[tuple[str, forms.Field]]:
    for code, language in LANGUAGES:
        widget = forms.Textarea(attrs={"rows": rows})
        yield (
            f"{name}_{code}",
            forms.CharField(label=f"{label} · {language}", max_length=1000, required=False, widget=widget),
        )


def said(given: dict[str, Any], name: str) -> dict[str, str]:
    return {code: given[f"{name}_{code}"] for code, _ in LANGUAGES if given.get(f"{name}_{code}")}


def steps(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The choice, if there is any, then the questions."""
    options = [one for n in CHOICES if (one := _option(given, n))]
    if options:
        yield {"kind": "choice", "label": "", "words": said(given, "menu"), "options": options}
    for n in QUESTIONS:
        if words := said(given, f"ask_{n}_words"):
            yield {
                "kind": "ask",
                "label": given[f"ask_{n}_label"],
                "words": words,
                "is_secret": given[f"ask_{n}_is_secret"],
                "may_be_empty": given[f"ask_{n}_may_be_empty"],
            }


def _option(given: dict[str, Any], n: int) -> dict[str, Any] | None:
    name = said(given, f"choice_{n}_name")
    team: Team | None = given.get(f"choice_{n}_team")
    if not name:
        return None
    goes_to = given.get(f"choice_{n}_goes_to") or "next"
    return {"digit": str(n), "name": name, "team": team.pk if team else None, "goes_to": goes_to}


def shown_steps(steps: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    asked = (step for step in steps if step.get("kind") == "ask")
    for step in (step for step in steps if step.get("kind") == "choice"):
        yield from ((f"menu_{code}", words) for code, words in (step.get("words") or {}).items())
        for option in step.get("options") or []:
            n = option["digit"]
            yield from ((f"choice_{n}_name_{code}", words) for code, words in option["name"].items())
            yield f"choice_{n}_team", option.get("team")
            yield f"choice_{n}_goes_to", option.get("goes_to")
    for n, step in zip(QUESTIONS, asked, strict=False):
        yield f"ask_{n}_label", step.get("label")
        yield from ((f"ask_{n}_words_{code}", words) for code, words in (step.get("words") or {}).items())
        yield f"ask_{n}_is_secret", step.get("is_secret")
        yield f"ask_{n}_may_be_empty", step.get("may_be_empty")
