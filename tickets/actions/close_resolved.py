from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from events.actors import Actor
from people.models import Company
from tickets.actions.close import close
from tickets.models import Status, Ticket

BATCH = 100


@transaction.atomic
def close_resolved(*, by: Actor, at: datetime | None = None) -> int:
    """One batch of what was resolved as many days ago as the company says. How many it was.

    Not what another function still works on: it could not be reopened with what they find.
    """
    before = (at or Now()) - timedelta(days=Company.current().close_after_days)
    going_on = Ticket.objects.active().filter(parent=OuterRef("pk"))
    resolved = Ticket.objects.filter(status=Status.RESOLVED, resolved_at__lte=before)
    due = resolved.filter(~Exists(going_on)).order_by("resolved_at")
    batch = list(due.select_for_update(skip_locked=True, no_key=True)[:BATCH])
    return sum(close(ticket, by=by, at=at) for ticket in sorted(batch, key=lambda ticket: ticket.pk))
