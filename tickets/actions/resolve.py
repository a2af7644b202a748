from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock, move
from tickets.event_kinds import STATUS_KINDS
from tickets.models import Status, Ticket
from tickets.recording import record_on
from tickets.stale import refuse_stale_write


@transaction.atomic
def resolve(
    ticket: Ticket, *, by: Actor, expected_version: int | None = None, at: datetime | None = None
) -> bool:
    """Done, as far as we know. False if it was done already."""
    lock(ticket)
    if ticket.is_done:
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=STATUS_KINDS, by=by)
    mark_resolved(ticket, by=by, at=at)
    return True


def mark_resolved(ticket: Ticket, *, by: Actor, at: datetime | None, **why: Any) -> None:
    """Within another action that holds the ticket. `why`: what the event says about that action."""
    was = ticket.status
    move(ticket, Status.RESOLVED, at=at or timezone.now(), waiting_since=None, unseen=0)
    if ticket.is_internal:
        why["parent"] = ticket.parent_id
    record_on(ticket, "ticket.resolved", by=by, at=at, was=was, **why)
