from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock, move, refuse_done
from tickets.event_kinds import STATUS_KINDS
from tickets.models import Status, Ticket
from tickets.recording import record_on
from tickets.stale import refuse_stale_write


@transaction.atomic
def hold(
    ticket: Ticket, *, by: Actor, expected_version: int | None = None, at: datetime | None = None
) -> bool:
    """A third party must act first. False if it is held already."""
    lock(ticket)
    if ticket.status == Status.ON_HOLD:
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=STATUS_KINDS, by=by)
    refuse_done(ticket)
    was = ticket.status
    move(ticket, Status.ON_HOLD, at=at or timezone.now())
    record_on(ticket, "ticket.held", by=by, at=at, was=was)
    return True


@transaction.atomic
def unhold(
    ticket: Ticket, *, by: Actor, expected_version: int | None = None, at: datetime | None = None
) -> bool:
    """It is our turn again: open. False if it is not on hold."""
    lock(ticket)
    if ticket.status != Status.ON_HOLD:
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=STATUS_KINDS, by=by)
    move(ticket, Status.OPEN, at=at or timezone.now())
    record_on(ticket, "ticket.unheld", by=by, at=at)
    return True
