from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from events.models import ActorKind
from events.record import record
from people.models import Customer, KeptApart
from people.refusals import Refused


@transaction.atomic
def keep_apart(customer: Customer, other: Customer, *, by: Actor, at: datetime | None = None) -> bool:
    """They are two people: neither is suggested for the other, nor joined by itself. False: known already."""
    if customer.pk == other.pk:
        raise Refused("same_customer")
    first, second = sorted((customer.pk, other.pk))
    agent = by.id if by.kind == ActorKind.AGENT else None
    _, is_new = KeptApart.objects.get_or_create(
        first_id=first, second_id=second, defaults={"agent_id": agent}
    )
    if is_new:
        record("customer.kept_apart", by=by, at=at, customer_id=customer.pk, other=other.pk)
    return is_new
