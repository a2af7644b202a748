from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from events.actors import Actor
from events.record import record
from people.actions.note_said_address import as_kept
from people.models import Customer, Identity, SaidAddress
from people.refusals import Refused

BY_HAND = ("mail", "phone")  # what an agent can know; ids of providers come from them alone


@transaction.atomic
def add_address(
    customer: Customer,
    *,
    address: str,
    by: Actor,
    kind: str = "mail",
    at: datetime | None = None,
) -> Identity:
    """A mail address or telephone number of theirs, for as long as no other customer has it. Theirs already:
    nothing is done.
    """
    kept = _checked(kind, address)
    found, is_new = Identity.objects.get_or_create(kind=kind, address=kept, defaults={"customer": customer})
    if found.customer_id != customer.pk:
        raise Refused("address_of_another", address=kept)
    SaidAddress.objects.filter(customer=customer, kind=kind, address=kept).delete()
    if is_new:
        record("customer.address_added", by=by, at=at, customer_id=customer.pk, identity=found.pk)
    return found


def _checked(kind: str, address: str) -> str:
    if kind not in BY_HAND:
        raise Refused("bad_address", address=address[:100])
    kept = as_kept("sms" if kind == "phone" else kind, address)[1]
    if kind == "phone":
        if not kept:
            raise Refused("bad_number", address=address[:100])
        return kept
    try:
        validate_email(kept)
    except ValidationError:
        raise Refused("bad_address", address=address[:100]) from None
    return kept
