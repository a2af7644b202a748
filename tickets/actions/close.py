from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock, move
from tickets.models import Status, Ticket
from tickets.recording import record_on


@transaction.atomic
def close(ticket: Ticket, *, by: Actor, at: datetime | None = None) -> bool:
    """What is resolved is done for good. False if it is not resolved, or closed already."""
    lock(ticket)
    if ticket.status != Status.RESOLVED:
        return False
    move(ticket, Status.CLOSED, at=at or timezone.now())
    record_on(ticket, "ticket.closed", by=by, at=at)
    return True
