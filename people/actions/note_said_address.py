from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.identity import normal
from people.models import Company, Customer, SaidAddress
from people.phone_numbers import country_of_zone, international

MOST = 20  # of one customer: who names more is playing


@transaction.atomic
def note_said_address(
    customer: Customer, *, kind: str, address: str, by: Actor, at: datetime | None = None
) -> SaidAddress | None:
    """They say that it is theirs, in a form before a chat for example. Nobody is found or reached by it.
    None: no address, or one that we know for theirs.
    """
    kind, address = as_kept(kind, address)
    if not address or customer.identities.filter(kind=kind, address=address).exists():
        return None
    if known := customer.said_addresses.filter(kind=kind, address=address).first():
        return known
    if customer.said_addresses.count() >= MOST:
        return None
    said, is_new = SaidAddress.objects.get_or_create(customer=customer, kind=kind, address=address)
    if is_new:
        record("customer.address_said", by=by, at=at, customer_id=customer.pk, said=said.pk)
    return said


def as_kept(kind: str, address: str) -> tuple[str, str]:
    """As identities are kept; an empty address if it is none of its kind. A number without a country is
    dialled where the company is.
    """
    if normal(kind, "+1")[0] == "phone":
        home = country_of_zone(Company.current().time_zone)
        return "phone", international(address, country=home)
    kind, address = normal(kind, address)
    return kind, address if kind != "mail" or "@" in address else ""
