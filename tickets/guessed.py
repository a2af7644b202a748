"""Which of a ticket's facts are guesses, and how they become what somebody stands for."""

from __future__ import annotations

from datetime import datetime

from events.actors import Actor
from tickets.changing import write
from tickets.models import Ticket
from tickets.recording import record_on


def with_guess(ticket: Ticket, field: str, *, is_guess: bool) -> list[str]:
    """The list as it is once the field has been written."""
    others = [name for name in ticket.guessed if name != field]
    return sorted([*others, field]) if is_guess else others


def confirm(ticket: Ticket, field: str, *, by: Actor, at: datetime | None = None) -> bool:
    """A person says what was guessed; the ticket is held. False if it was no guess."""
    if field not in ticket.guessed:
        return False
    write(ticket, guessed=with_guess(ticket, field, is_guess=False))
    record_on(ticket, "ticket.guess_confirmed", by=by, at=at, field=field)
    return True
