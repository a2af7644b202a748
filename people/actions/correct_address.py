from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from events.record import record
from people.actions.add_address import add_address
from people.changing import lock
from people.models import Identity
from people.refusals import Refused


@transaction.atomic
def correct_address(identity: Identity, *, to: str, by: Actor, at: datetime | None = None) -> Identity:
    """From now on we write to another one instead; who writes from this one is still the same customer."""
    lock(identity.customer)
    better = add_address(identity.customer, address=to, by=by, at=at)
    if better.pk == identity.pk:
        raise Refused("same_address")
    theirs = Identity.objects.filter(customer=identity.customer_id)
    theirs.filter(pk=better.pk).update(replaced_by=None, replaced_at=None)
    theirs.filter(replaced_by=identity.pk).update(replaced_by=better)
    theirs.filter(pk=identity.pk).update(replaced_by=better, replaced_at=at or timezone.now())
    record(
        "customer.address_corrected",
        by=by,
        at=at,
        customer_id=identity.customer_id,
        identity=identity.pk,
        to=better.pk,
    )
    return better
