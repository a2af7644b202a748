from __future__ import annotations

from django.db.models import QuerySet

from tickets.models import Ticket


def held_of(customer_id: int, among: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """The customer's, within an action, locked in the order of their ids."""
    theirs = among.filter(customer=customer_id).select_related("customer")
    return theirs.order_by("pk").select_for_update(no_key=True, of=("self",))
