from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock, refuse_closed, write
from tickets.models import Priority, Ticket
from tickets.recording import record_on
from tickets.stale import refuse_stale_write


@transaction.atomic
def set_priority(  # noqa: PLR0913
    ticket: Ticket,
    *,
    to: str,
    by: Actor,
    is_manual: bool,
    score: int | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> bool:
    """More or less urgent. What a person chose, scoring leaves alone. False if unchanged."""
    to = Priority(to)
    lock(ticket)
    refuse_closed(ticket)
    if score is not None and score != ticket.priority_score:
        write(ticket, priority_score=score)
    chosen = ticket.priority_is_manual and not is_manual
    if chosen or (ticket.priority == to and ticket.priority_is_manual == is_manual):
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=["ticket.priority_changed"], by=by)
    former = ticket.priority
    write(ticket, priority=to, priority_is_manual=is_manual)
    data: dict[str, Any] = {"from": former, "to": to, "is_manual": is_manual}
    if score is not None:
        data["score"] = score
    record_on(ticket, "ticket.priority_changed", by=by, at=at, **data)
    return True
