from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from events.actors import Actor
from tickets.changing import write
from tickets.models import Status, Ticket
from tickets.recording import record_on, show_again


@transaction.atomic
def show_customer(customer_id: int, *, speaks_anew: bool) -> None:
    """What we know of them stands beside their tickets. `speaks_anew`: their language was said, so they are
    answered in it; else each ticket keeps the one it came in.
    """
    for ticket in _held(Ticket.objects.exclude(status=Status.CLOSED), customer_id):
        if speaks_anew and ticket.customer.language and ticket.language != ticket.customer.language:
            write(ticket, language=ticket.customer.language)
        show_again(ticket)


@transaction.atomic
def note_tier(customer_id: int, *, former: str, tier: str, by: Actor, at: datetime | None = None) -> None:
    for ticket in _held(Ticket.objects.active(), customer_id):
        record_on(ticket, "ticket.tier_changed", by=by, at=at, **{"from": former, "to": tier})


def _held(tickets: QuerySet[Ticket], customer_id: int) -> QuerySet[Ticket]:
    """In the order of their ids."""
    theirs = tickets.filter(customer=customer_id).select_related("customer")
    return theirs.order_by("pk").select_for_update(no_key=True, of=("self",))
