"""What was guessed of a ticket: how sure, by which words, and what a person can say with one click."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from routing.models import Decision, Subject
from tickets.category_words import category_name
from tickets.models import Category, Sentiment, Ticket, Urgency

SHORTEST = 4  # letters: shorter words hardly tell one topic from another
EDGES = ".,;:!?\"'()[]“”‘’…"

HEADINGS = {
    Subject.CATEGORY: _("Topic"),
    Subject.SENTIMENT: _("Mood"),
    Subject.URGENCY: _("Urgency"),
}
ICONS = {Subject.CATEGORY: "bot", Subject.SENTIMENT: "message-circle", Subject.URGENCY: "gauge"}
CHOICES = {Subject.SENTIMENT: Sentiment, Subject.URGENCY: Urgency}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What a person can say instead, or to agree: `to` is what the form sends."""

    to: str
    label: str
    percent: int
    is_said: bool  # what the ticket says now


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessed:
    subject: str
    heading: str
    icon: str
    label: str  # "" where the ticket says nothing yet
    percent: int  # of what was guessed
    is_strange: bool  # like little that was learned: nothing was done, however sure it seemed
    words: Sequence[str]  # of the customer, that spoke most for it
    options: Sequence[Option]
    address: str
    version: int

    @property
    def is_to_sort(self) -> bool:
        return not self.label

    @property
    def is_topic(self) -> bool:
        return self.subject == Subject.CATEGORY


def guesses_of(ticket: Ticket, guessed: Decision | None) -> list[Guessed]:
    """Of each subject whose guess nobody has confirmed or replaced. One query, and none without a guess."""
    if guessed is None or not ticket.is_active:
        return []
    open_ones = [one for one in guessed.candidates if _is_open(ticket, one["subject"])]
    keys = {label for one in open_ones if one["subject"] == Subject.CATEGORY for label in _labels(one)}
    known = Category.objects.filter(key__in=keys, is_active=True)
    named = {category.key: category for category in known} if keys else {}
    return [_guessed(ticket, one, named) for one in open_ones]


def telling(words: Sequence[str]) -> list[str]:
    """As a person would name them: without commas, and none of those that every sentence has."""
    bare = [word.strip(EDGES) for word in words]
    return [word for word in bare if len(word) >= SHORTEST]


def _is_open(ticket: Ticket, subject: str) -> bool:
    return subject in ticket.guessed or (subject == Subject.CATEGORY and ticket.is_to_sort)


def _labels(one: Mapping[str, Any]) -> list[str]:
    return [one["label"], *(label for label, _sure in one["others"])]


def _guessed(ticket: Ticket, one: Mapping[str, Any], named: Mapping[str, Category]) -> Guessed:
    subject = Subject(one["subject"])
    is_topic = subject == Subject.CATEGORY
    return Guessed(
        subject=subject,
        heading=str(HEADINGS[subject]),
        icon=ICONS[subject],
        label=_said(ticket, subject),
        percent=_percent(one["confidence"]),
        is_strange=one.get("is_strange", False),
        words=telling([word for word, _weight in one["words"]]),
        options=list(_topics(ticket, one, named) if is_topic else _impressions(ticket, subject, one)),
        address=reverse("tickets:category", args=[ticket.pk])
        if is_topic
        else reverse("tickets:impression", args=[ticket.pk, subject.value]),
        version=ticket.version,
    )


def _said(ticket: Ticket, subject: Subject) -> str:
    if subject == Subject.CATEGORY:
        return category_name(ticket.category) if ticket.category else ""
    value = getattr(ticket, subject)
    return str(CHOICES[subject](value).label) if value else ""


def _topics(ticket: Ticket, one: Mapping[str, Any], named: Mapping[str, Category]) -> Iterator[Option]:
    for label, sure in [(one["label"], one["confidence"]), *one["others"]]:
        if category := named.get(label):
            yield Option(
                to=str(category.pk),
                label=category_name(category),
                percent=_percent(sure),
                is_said=category.pk == ticket.category_id,
            )


def _impressions(ticket: Ticket, subject: Subject, one: Mapping[str, Any]) -> Iterator[Option]:
    sure = {one["label"]: one["confidence"], **dict(one["others"])}
    for value, label in CHOICES[subject].choices:
        is_said = value == getattr(ticket, subject)
        yield Option(to=value, label=str(label), percent=_percent(sure.get(value, 0)), is_said=is_said)


def _percent(confidence: float) -> int:
    """Never all: nothing that was learned is certain."""
    return min(99, round(100 * confidence))
