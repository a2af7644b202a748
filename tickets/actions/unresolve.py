from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from events.models import Event
from tickets.actions.reopen import bring_back, reopen
from tickets.changing import lock, refuse_closed, waiting_since
from tickets.models import Status, Ticket

UNDO_WITHIN = timedelta(minutes=1)


@transaction.atomic
def unresolve(ticket: Ticket, *, by: Actor, at: datetime | None = None) -> bool:
    """Undo resolving: back to the status it had. Later than that it is reopened. False if it is active."""
    lock(ticket)
    refuse_closed(ticket)
    if ticket.is_active:
        return False
    was = _status_before(ticket, at=at or timezone.now())
    if was is None:
        return reopen(ticket, by=by, at=at)
    waits = waiting_since(ticket)
    bring_back(ticket, by=by, at=at, status=was, why={"is_taken_back": True}, waiting_since=waits)
    return True


def _status_before(ticket: Ticket, *, at: datetime) -> Status | None:
    """None: it is too long ago, or not known."""
    resolved = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.resolved").order_by("-pk").first()
    if resolved is None or resolved.created_at < at - UNDO_WITHIN or "was" not in resolved.data:
        return None
    return Status(resolved.data["was"])
