"""What a page of a ticket's timeline is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString

from events.models import Event
from people.models import Agent
from tickets.models import Attachment, DeliveryPart, Message, Note


class Place(NamedTuple):
    """Where an entry stands. What was said stands before what it caused in the same instant."""

    at: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.rank}~{self.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEntry:
    place: Place
    message: Message  # with agent, customer, channel and delivery; without its html: see has_html
    has_html: bool
    attachments: list[Attachment] = field(default_factory=list)
    parts: list[DeliveryPart] = field(default_factory=list)  # of one that went out as several
    call: str = ""  # of one that stands for a call: how long, what came of it
    kind: str = "message"

    @property
    def key(self) -> str:
        return f"m-{self.message.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntry:
    place: Place
    note: Note  # with agent
    mentions: list[Agent] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    kind: str = "note"

    @property
    def key(self) -> str:
        return f"n-{self.note.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    place: Place
    event: Event
    words: SafeString  # with names in <b>
    actor: str  # who or what did it
    kind: str = "event"

    @property
    def key(self) -> str:
        return f"e-{self.event.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedEntry:
    """A run of events that would push the conversation apart."""

    entries: list[EventEntry]
    kind: str = "folded"

    @property
    def key(self) -> str:
        return f"f-{self.entries[0].event.pk}"


Entry = MessageEntry | NoteEntry | EventEntry | FoldedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    entries: list[Entry]  # oldest first
    older: str  # the cursor of the page before this one; empty at the beginning of the ticket
    last_message_id: int | None  # the newest until the end of the page: what a composer opened here has seen
