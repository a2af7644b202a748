"""The telephone's form in the order in which an admin thinks of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from channels_in.forms.groups import Plan
from channels_in.forms.voice_menu import CHOICES, QUESTIONS, texts


def _alone(*names: str) -> list[list[str]]:
    return [[name] for name in names]


def _menu() -> Iterator[Sequence[str]]:
    yield texts("greeting")
    yield texts("menu")
    for n in CHOICES:
        yield [*texts(f"choice_{n}_name"), f"choice_{n}_team", f"choice_{n}_goes_to"]
    yield ["gives_up"]


def _questions() -> Iterator[Sequence[str]]:
    for n in QUESTIONS:
        yield [f"ask_{n}_label"]
        yield texts(f"ask_{n}_words")
        yield [f"ask_{n}_is_secret", f"ask_{n}_may_be_empty"]


PLANS = (
    Plan(
        heading=_("Number and keys"),
        blocks=_alone("name", "account_sid", "auth_token", "api_key_sid", "api_key_secret", "number"),
        folds=False,
    ),
    Plan(heading=_("Team and hours"), blocks=_alone("team", "language", "calendar"), folds=False),
    Plan(
        heading=_("Greeting and menu"),
        says=_("What callers hear first, and what they may press."),
        blocks=list(_menu()),
    ),
    Plan(
        heading=_("Questions"),
        says=_("What callers are asked to type before somebody talks with them."),
        blocks=list(_questions()),
    ),
    Plan(
        heading=_("Queue and music"),
        says=_("What callers hear while they wait, how long they do, and how long telephones ring."),
        blocks=_alone("music", "max_wait_minutes", "ring_seconds", "wrap_up_minutes"),
    ),
    Plan(
        heading=_("Voicemail and recordings"),
        says=_("Whether callers may leave a message, and whether talks are recorded."),
        blocks=_alone("offers_voicemail", "records_talks"),
    ),
    Plan(
        heading=_("Call-backs"),
        says=_("Whether callers may be called back, when, and in which countries."),
        blocks=[
            ["offers_call_back"],
            ["slot_minutes", "tries"],
            *_alone("spacing_minutes", "countries"),
        ],
    ),
    Plan(
        heading=_("After hours"),
        says=_("What callers hear while we are closed."),
        blocks=[texts("closed")],
    ),
)
