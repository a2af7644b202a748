from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from people.actions.remove_address import remove_address
from people.changing import lock
from people.models import Identity
from people.refusals import Refused
from tickets.joining_sets import names_written_from


@transaction.atomic
def leave_address(identity: Identity, *, by: Actor, at: datetime | None = None) -> None:
    """Somebody put it there by mistake. Where they have written from is theirs, and stays."""
    lock(identity.customer)
    if (identity.kind, identity.address) in names_written_from(identity.customer_id):
        raise Refused("address_proved")
    remove_address(identity, by=by, at=at)
