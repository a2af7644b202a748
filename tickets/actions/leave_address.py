from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from people.actions.remove_address import remove_address
from people.changing import lock
from people.identity import normal
from people.models import Identity
from people.refusals import Refused
from tickets.models import Message


@transaction.atomic
def leave_address(identity: Identity, *, by: Actor, at: datetime | None = None) -> None:
    """Somebody put it there by mistake. Where they have written from is theirs, and stays."""
    lock(identity.customer)
    said = Message.objects.filter(customer=identity.customer_id, direction=Message.Direction.INBOUND)
    rows = said.order_by().values_list("channel__kind", "from_address").distinct()
    if any(normal(kind, address) == (identity.kind, identity.address) for kind, address in rows):
        raise Refused("address_proved")
    remove_address(identity, by=by, at=at)
