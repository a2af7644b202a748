"""What is done to a ticket that is written in one go (together.py): kept here until then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from events.actors import Actor

if TYPE_CHECKING:
    from tickets.models import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedOn:
    """An event that is not written yet. `tell`: groups that lost the ticket by it."""

    ticket: Ticket
    kind: str
    by: Actor
    data: Mapping[str, Any]
    at: datetime | None = None
    tell: Sequence[str] = ()


@dataclass(slots=True)
class Gathering:
    fields: set[str] = field(default_factory=set)
    happened: list[HappenedOn] = field(default_factory=list)
    is_shown: bool = False  # something changed that pages show and no event tells
