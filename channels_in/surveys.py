"""What a customer is asked once their matter is done, as the app above knows it: helpdesk/apps.py says who.

A survey is a message of ours whose `extras` name it: {"kind": "rating", "survey": key}. A door shows it in
the best way it has: buttons or a card where it knows some, else a link to a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from channels_in.mail.signed import is_signed, sign
from people.models import Customer
from tickets.models import Message, Ticket

PURPOSE = "survey"
ASKS, LINKS = "rating", "rating_link"  # kinds of extras: the question itself; words that lead to its page
CHOICE = "rate"
SCORES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSurvey:
    """One that can be answered, or whose answer can still be changed, until `open_until`."""

    key: UUID
    ticket_id: int
    question: str
    language: str
    score: int | None
    comment: str
    open_until: datetime


class Surveys(Protocol):
    def open_on(self, ticket: Ticket) -> AskedSurvey | None:
        """The newest of the ticket."""

    def rate(
        self, key: UUID, *, customer: Customer, score: int, comment: str | None, way: str
    ) -> AskedSurvey | None:
        """`comment` None: the words so far stay. `way`: "chat" or "button". None: there is no such survey of
        this customer, or its time is over.
        """


ASKERS: list[Surveys] = []


def open_survey(ticket: Ticket) -> AskedSurvey | None:
    return next((found for one in ASKERS if (found := one.open_on(ticket))), None)


def rate(
    key: UUID, *, customer: Customer, score: int, comment: str | None = None, way: str = "chat"
) -> AskedSurvey | None:
    """The customer's answer, also their second thoughts. The caller knows that it is they who say it."""
    answers = (one.rate(key, customer=customer, score=score, comment=comment, way=way) for one in ASKERS)
    return next((found for found in answers if found), None)


def token_of(key: UUID) -> str:
    """For a link that only its receiver has: the database holds the key, but not what signs it."""
    return f"{key.hex}{sign(PURPOSE, key.hex)}"


def key_in(token: str) -> UUID | None:
    name, signature = token[:32].lower(), token[32:]
    try:
        key = UUID(hex=name)
    except ValueError:
        return None
    return key if is_signed(PURPOSE, key.hex, signature) else None


def link_to(key: UUID) -> str:
    return f"{settings.BASE_URL}{reverse('rating', args=[token_of(key)])}"


def survey_in(message: Message, *, kinds: tuple[str, ...] = (ASKS, LINKS)) -> UUID | None:
    """Which one a message of ours is about."""
    for extra in message.extras:
        if extra.get("kind") in kinds:
            return UUID(hex=str(extra["survey"]))
    return None


def with_link(message: Message) -> str:
    """Its words as they go out where nothing can be pressed. Never stored: whoever has the link may rate."""
    key = survey_in(message)
    return f"{message.text}\n\n{link_to(key)}" if key else message.text


def choice_of(key: UUID, score: int) -> str:
    """What a button says of itself when it is pressed: 41 characters, of the 64 that Telegram takes."""
    return f"{CHOICE}:{key.hex}:{score}"


def chosen_in(choice: str) -> tuple[UUID, int] | None:
    kind, _, rest = choice.partition(":")
    name, _, score = rest.partition(":")
    if kind != CHOICE or score not in map(str, SCORES):
        return None
    try:
        return UUID(hex=name), int(score)
    except ValueError:
        return None
