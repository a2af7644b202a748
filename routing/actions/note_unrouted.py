from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from tickets.actions.note_unassigned_all import note_unassigned_all
from tickets.models import Ticket

Reason = Ticket.UnassignedReason
LONG_ENOUGH = timedelta(seconds=30)  # routing takes a moment; after that it has failed or found no team
PORTION = 200


@transaction.atomic
def note_unrouted(*, at: datetime | None = None) -> int:
    """Say of tickets without a team that this is why nobody has them."""
    lost = Ticket.objects.unassigned().filter(team=None).exclude(unassigned_reason=Reason.NO_TEAM)
    stale = lost.filter(updated_at__lte=(at or Now()) - LONG_ENOUGH).order_by("pk")
    held = stale.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return note_unassigned_all(list(held[:PORTION]), reason=Reason.NO_TEAM)
