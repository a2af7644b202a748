from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from events.actors import Actor
from events.record import record
from people.identity import normal
from people.models import Customer, Identity
from people.refusals import Refused


@transaction.atomic
def add_address(customer: Customer, *, address: str, by: Actor, at: datetime | None = None) -> Identity:
    """A mail address of theirs, for as long as no other customer has it. Theirs already: nothing is done."""
    kind, address = normal("mail", address)
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("bad_address", address=address[:100]) from None
    found, is_new = Identity.objects.get_or_create(
        kind=kind, address=address, defaults={"customer": customer}
    )
    if found.customer_id != customer.pk:
        raise Refused("address_of_another", address=address)
    if is_new:
        record("customer.address_added", by=by, at=at, customer_id=customer.pk, identity=found.pk)
    return found
