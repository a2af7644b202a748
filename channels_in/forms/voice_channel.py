"""A telephone number at Twilio: what callers hear, what they may press, and how they are called back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.forms.provider_channel import ProviderForm, secret
from channels_in.forms.sms_channel import SmsForm
from channels_in.models import Connection
from channels_in.voice.phone import SPACING
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
GIVES_UP = (("queue", _("The queue")), ("voicemail", _("A voicemail")), ("goodbye", _("Goodbye")))
MUSIC = (("melody", _("A quiet melody")), ("none", _("Silence")))
SWITCHES = ("offers_call_back", "offers_voicemail", "records_talks")
NUMBERS = ("max_wait_minutes", "ring_seconds", "slot_minutes", "tries")
SAID = ("greeting", "closed", "menu")


class VoiceForm(ProviderForm):
    settings = ("account_sid", "number")
    keys: ClassVar[dict[str, str]] = SmsForm.keys
    needed = frozenset({"auth_token"})

    account_sid = SmsForm.base_fields["account_sid"]
    auth_token = secret(_("Auth Token"), _("Twilio signs with it. Without it no call is taken."))
    api_key_sid = secret(_("API key SID"), _("To place calls with: a key can be taken back alone."))
    api_key_secret = secret(_("API key secret"))
    number = forms.RegexField(
        r"^\+[1-9][0-9]{6,14}$",
        label=_("Number"),
        help_text=_("As Twilio writes it: +622112345678. Agents are rung from it, too."),
        error_messages={"invalid": _("Write it with + and the country’s number in front, digits only.")},
    )
    gives_up = forms.ChoiceField(label=_("After three wrong keys"), choices=GIVES_UP, initial="queue")
    max_wait_minutes = forms.IntegerField(
        label=_("Minutes that somebody waits at most"), min_value=1, max_value=120, initial=15
    )
    music = forms.ChoiceField(label=_("While they wait"), choices=MUSIC, initial="melody")
    ring_seconds = forms.IntegerField(
        label=_("Seconds that an agent’s telephone rings"), min_value=5, max_value=60, initial=20
    )
    offers_voicemail = forms.BooleanField(label=_("Offer a voicemail"), required=False, initial=True)
    offers_call_back = forms.BooleanField(
        label=_("Offer to call back"),
        required=False,
        initial=True,
        help_text=_("Within the opening hours of this channel."),
    )
    slot_minutes = forms.IntegerField(
        label=_("Minutes within which somebody is called back"), min_value=15, max_value=240, initial=30
    )
    tries = forms.IntegerField(label=_("Tries to call back"), min_value=1, max_value=10, initial=3)
    spacing_minutes = forms.CharField(
        label=_("Minutes of opening time between tries"),
        initial=", ".join(map(str, SPACING)),
        help_text=_("With commas between."),
    )
    countries = forms.CharField(
        label=_("Countries that are called back"),
        initial="62",
        help_text=_("Their calling codes, with commas between. Calls abroad cost money."),
    )
    records_talks = forms.BooleanField(
        label=_("Record talks"),
        required=False,
        help_text=_("Callers are told so. The law may ask for more: check it first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("acknowledges", "undo_seconds", *_texts("signature"), *_texts("acknowledgement")):
            self.fields.pop(name, None)  # nothing is written by telephone
        for name in [name for name in self.fields if name.startswith("out_of_hours")]:
            del self.fields[name]
        self.fields.update(dict(_menu_fields()))
        own = ["version", "name", "account_sid", *self.keys, "number", "team", "language", "calendar"]
        self.order_fields(
            [*own, *_texts("greeting"), *_texts("closed"), *(name for name, _ in _menu_fields())]
        )

    @classmethod
    def shown_of(cls, connection: Connection) -> dict[str, Any]:
        options = connection.options
        shown = {**super().shown_of(connection)}
        for name in (*SWITCHES, *NUMBERS, "gives_up", "music"):
            if name in options:
                shown[name] = options[name]
        for name in ("spacing_minutes", "countries"):
            if name in options:
                shown[name] = ", ".join(map(str, options[name]))
        for name in ("greeting", "closed"):
            shown |= {f"{name}_{code}": words for code, words in (options.get(name) or {}).items()}
        return shown | dict(_shown_steps(options.get("steps") or []))

    def clean_spacing_minutes(self) -> list[int]:
        return _numbers(self.cleaned_data["spacing_minutes"], most=10_000)

    def clean_countries(self) -> list[str]:
        return [str(one) for one in _numbers(self.cleaned_data["countries"], most=999)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for n in QUESTIONS:
            if data.get(f"ask_{n}_label") and not any(data.get(name) for name in _texts(f"ask_{n}_words")):
                self.add_error(f"ask_{n}_words_{LANGUAGES[0][0]}", _("Say what callers are asked."))
        return data

    def channel_fields(self) -> dict[str, Any]:
        given = self.cleaned_data
        own = ("name", "team", "calendar", "language", "is_active")
        return {name: given[name] for name in own if name in given}

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        given = self.cleaned_data
        fields = super().connection_fields(connection)
        names = (*SWITCHES, *NUMBERS, "gives_up", "music", "spacing_minutes", "countries")
        fields["options"] |= {name: given[name] for name in names}
        fields["options"] |= {name: _said(given, name) for name in ("greeting", "closed")}
        fields["options"]["steps"] = list(_steps(given))
        return fields


def _texts(name: str) -> list[str]:
    return [f"{name}_{code}" for code, _ in LANGUAGES]


def _menu_fields() -> Iterator[tuple[str, forms.Field]]:
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


def _said(given: dict[str, Any], name: str) -> dict[str, str]:
    return {code: given[f"{name}_{code}"] for code, _ in LANGUAGES if given.get(f"{name}_{code}")}


def _steps(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The choice, if there is any, then the questions."""
    options = [one for n in CHOICES if (one := _option(given, n))]
    if options:
        yield {"kind": "choice", "label": "", "words": _said(given, "menu"), "options": options}
    for n in QUESTIONS:
        if words := _said(given, f"ask_{n}_words"):
            yield {
                "kind": "ask",
                "label": given[f"ask_{n}_label"],
                "words": words,
                "is_secret": given[f"ask_{n}_is_secret"],
                "may_be_empty": given[f"ask_{n}_may_be_empty"],
            }


def _option(given: dict[str, Any], n: int) -> dict[str, Any] | None:
    name = _said(given, f"choice_{n}_name")
    team: Team | None = given.get(f"choice_{n}_team")
    if not name:
        return None
    goes_to = given.get(f"choice_{n}_goes_to") or "next"
    return {"digit": str(n), "name": name, "team": team.pk if team else None, "goes_to": goes_to}


def _shown_steps(steps: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
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


def _numbers(said: str, *, most: int) -> list[int]:
    found = [one.strip() for one in said.split(",") if one.strip()]
    if not found or not all(one.isascii() and one.isdigit() and 0 < int(one) <= most for one in found):
        raise forms.ValidationError(_("Write numbers with commas between them."))
    return [int(one) for one in found[:10]]
