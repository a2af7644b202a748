from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.actions.add_address import BY_HAND
from people.changing import lock
from people.models import Identity
from people.refusals import Refused


@transaction.atomic
def remove_address(identity: Identity, *, by: Actor, at: datetime | None = None) -> None:
    """It is not theirs. Whoever writes from it next is somebody new.

    What a provider vouches for stays: it is how its person is known. Whether they wrote from it is asked by
    the caller, who sees messages.
    """
    customer = identity.customer
    lock(customer)
    theirs = customer.identities.all()
    if identity.kind not in BY_HAND or identity.is_verified:
        raise Refused("address_proved")
    if not theirs.exclude(pk=identity.pk).exists():
        raise Refused("last_address")
    theirs.filter(replaced_by=identity.pk).update(replaced_by=None, replaced_at=None)
    theirs.filter(pk=identity.pk).delete()
    record("customer.address_removed", by=by, at=at, customer_id=customer.pk, was=identity.kind)
