"""What a subject is learned from: tickets that people or rules have sorted, and examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from events.models import ActorKind, Event
from routing.guessing.words import words_of
from routing.models import Subject
from tickets.models import Category, ChannelKind, Message, Ticket
from tickets.models.ticket import ACTIVE

MOST = 50_000  # tickets, the newest
ONE_IN = 5  # tickets are never learned from: by them every version is measured
SAID_SO = ("ticket.category_changed", "ticket.guess_confirmed")

Labelled = tuple[str, str]  # what was written, and its label


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    examples: list[Labelled]
    learned: list[Labelled]  # the oldest first
    held_out: list[Labelled]


def texts_of(subject: str) -> Texts:
    """The same words twice teach once, and none that is held out is learned from beside."""
    held_out, learned = dict[str, str](), dict[str, str]()
    for pk, words, label in _sorted(subject):
        (held_out if pk % ONE_IN == 0 else learned)[words] = label
    examples = dict(_examples(subject))
    return Texts(
        examples=[pair for pair in examples.items() if pair[0] not in held_out],
        learned=[pair for pair in learned.items() if pair[0] not in held_out],
        held_out=list(held_out.items()),
    )


def has_news(subject: str, *, since: datetime | None) -> bool:
    """Whether there is anything to learn from that came later: tickets sorted, or examples written."""
    if since is None:
        return any(True for _ in _examples(subject)) or _told(subject).exists()
    written = Event.objects.filter(kind="config.changed", data__what="category", created_at__gt=since)
    is_about_words = written.filter(Q(data__fields__contains=["examples"]) | ~Q(data__has_key="fields"))
    return _told(subject).filter(updated_at__gt=since).exists() or (
        subject == Subject.CATEGORY and is_about_words.exists()
    )


def _sorted(subject: str) -> Iterator[tuple[int, str, str]]:
    first = Message.objects.filter(
        ticket=OuterRef("pk"), direction=Message.Direction.INBOUND, is_auto_reply=False
    ).order_by("pk")
    label = "category__key" if subject == Subject.CATEGORY else subject
    told = _told(subject).annotate(
        words=Coalesce(Subquery(first.values("text")[:1]), Value(""), output_field=TextField())
    )
    newest = told.order_by("-pk").values_list("pk", "subject", "words", label)[:MOST]
    for pk, title, text, said in reversed(newest):
        if words := words_of(title, text):
            yield pk, words, said


def _told(subject: str) -> QuerySet[Ticket]:
    """Whose label somebody stands for. A guess that nobody confirmed teaches nothing: it would only repeat
    itself. What a telephone's ticket says are words of ours, and so is what an internal one asks: its labels
    are its parent's, guessed ones too.
    """
    of_customers = Ticket.objects.of_customers().exclude(channel__kind=ChannelKind.VOICE)
    written = of_customers.exclude(guessed__contains=[subject])
    if subject != Subject.CATEGORY:
        return written.exclude(**{subject: ""})
    by_person = Event.objects.filter(ticket_id=OuterRef("pk"), kind__in=SAID_SO, actor_kind=ActorKind.AGENT)
    is_done = ~Q(status__in=ACTIVE)
    return written.filter(is_done | Exists(by_person), category__is_active=True)


def _examples(subject: str) -> Iterator[Labelled]:
    if subject == Subject.CATEGORY:
        for key, lines in Category.objects.filter(is_active=True).values_list("key", "examples"):
            yield from ((line.strip(), key) for line in lines.splitlines() if line.strip())
    else:
        yield from ((line, label) for label, lines in _given()[subject].items() for line in lines)


@cache
def _given() -> dict[str, dict[str, list[str]]]:
    """Sentences of ours for what every company's customers sound like."""
    file = Path(__file__).parent / "examples.yaml"
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(file.read_text())
    return read
