from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.customer_tickets import held_of
from tickets.models import Ticket
from tickets.recording import record_on


@transaction.atomic
def note_tier(customer_id: int, *, former: str, tier: str, by: Actor, at: datetime | None = None) -> None:
    """Their tickets at work tell it, and are scored again."""
    for ticket in held_of(customer_id, Ticket.objects.active()):
        record_on(ticket, "ticket.tier_changed", by=by, at=at, **{"from": former, "to": tier})
