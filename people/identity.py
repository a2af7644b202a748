"""Who somebody is, by the addresses that prove it: one person is one customer, whichever door they use.

Only what a provider vouches for comes in here. What people say of themselves is a SaidAddress.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from people.held_customers import held_as_they_are
from people.models import Customer, Identity, Organisation
from people.same_person import note_same_person

BY_PHONE = ("whatsapp", "sms", "voice")  # and those of a telephone number: +, digits
BY_MAIL = ("mail", "form")  # kinds whose addresses are mail addresses: one person, whichever door they use
NUMBER = re.compile(r"[+0-9][0-9\s().-]*")  # what else comes by a telephone's kind is an id of its provider

Name = tuple[str, str]  # kind, address


def identify(
    *,
    kind: str,
    address: str,
    name: str = "",
    language: str = "",
    known_as: str = "",
    also: Iterable[Name] = (),
) -> Customer:
    """The customer behind an address. A new address makes a new customer: one, also in a burst.

    `also`: other addresses of the same person, (kind, address), known as surely as the first. Two customers
    who turn out to be one person are joined by whoever reacts to it (people/same_person.py).
    `known_as`: what a newcomer without a name is called, where the address itself says nothing to people.
    """
    first = normal(kind, address)
    names = sorted({first, *(normal(*other) for other in also)})
    owners = owners_of(names)
    if not owners:
        with transaction.atomic(savepoint=False):
            customer, owners = _newcomer(
                first, names, name=name, language=language, known_as=known_as or first[1]
            )
        if not owners:
            customer.is_newcomer = connection.in_atomic_block  # else everybody sees them from now on
            return customer
    customer = owners.get(first) or min(owners.values(), key=lambda one: one.pk)
    if missing := [one for one in names if one not in owners]:
        owners |= _given(customer, missing)
    for twin in {one.pk: one for one in owners.values() if one.pk != customer.pk}.values():
        note_same_person(customer, twin)
    return _filled(customer, name=name[:200], language=language)


def normal(kind: str, address: str) -> Name:
    """As it is stored and looked up."""
    if kind in BY_MAIL:
        return "mail", address.strip().lower()[:320]
    if kind in BY_PHONE and NUMBER.fullmatch(address.strip()):
        return "phone", "+" + re.sub(r"[^0-9]", "", address)[:20]
    return kind, address.strip()[:320]


def kinds_of(channel_kind: str) -> tuple[str, ...]:
    """Under which kinds a person's addresses on such a channel are kept, the one to write to first."""
    if channel_kind in BY_MAIL:
        return ("mail",)
    return ("phone", channel_kind) if channel_kind in BY_PHONE else (channel_kind,)


def owners_of(names: Sequence[Name]) -> dict[Name, Customer]:
    """Those who have them, held against being joined to somebody until the commit: a ticket that is opened
    for who has just been joined would stay behind with nobody.
    """
    found = Customer.objects.raw(
        "select c.*, i.kind as by_kind, i.address as by_address "
        "from unnest(%s::text[], %s::text[]) as v(kind, address) "
        "join people_identity i on i.kind = v.kind and i.address = v.address "
        "join people_customer c on c.id = i.customer_id for key share of c",
        [[kind for kind, _ in names], [address for _, address in names]],
    )
    return {(one.by_kind, one.by_address): _whole(one) for one in found}  # type: ignore[attr-defined]


def _whole(customer: Customer) -> Customer:
    return held_as_they_are(customer.joined_into_id) if customer.joined_into_id else customer


def _newcomer(
    first: Name, names: Sequence[Name], *, name: str, language: str, known_as: str
) -> tuple[Customer, dict[Name, Customer]]:
    """Nobody had these a moment ago. Owners, if somebody else has one of them by now: then nobody is new."""
    kind, address = first
    customer = Customer.objects.create(
        name=name[:200],
        known_as=known_as,
        language=language,
        organisation=_organisation_of(kind, address),
    )
    mine = _insert(customer, names)
    if len(mine) == len(names):
        return customer, {}
    owners = owners_of([one for one in names if one not in mine])
    faster = owners.get(first) or min(owners.values(), key=lambda one: one.pk)
    Identity.objects.filter(customer=customer).update(customer=faster)
    customer.delete()
    return faster, owners | dict.fromkeys(mine, faster)


def _given(customer: Customer, missing: Sequence[Name]) -> dict[Name, Customer]:
    mine = _insert(customer, missing)
    others = [one for one in missing if one not in mine]
    return dict.fromkeys(mine, customer) | (owners_of(others) if others else {})


def _insert(customer: Customer, names: Sequence[Name]) -> set[Name]:
    """What was not there already. Waits for whoever is writing one of them; all write in one order, so that
    nobody waits in a circle.
    """
    with connection.cursor() as sql:
        sql.execute(
            "insert into people_identity (customer_id, kind, address, is_verified, created_at) "
            "select %s, kind, address, false, statement_timestamp() "
            "from unnest(%s::text[], %s::text[]) with ordinality as v(kind, address, n) order by n "
            "on conflict (kind, address) do nothing returning kind, address",
            [customer.pk, [kind for kind, _ in names], [address for _, address in names]],
        )
        return set(sql.fetchall())


def _filled(customer: Customer, **said: str) -> Customer:
    """What is said later fills what is empty; it never replaces anything."""
    for field, value in said.items():
        if value and not getattr(customer, field):
            setattr(customer, field, value)
            Customer.objects.filter(pk=customer.pk, **{field: ""}).update(**{field: value})
    return customer


def _organisation_of(kind: str, address: str) -> Organisation | None:
    if kind != "mail" or "@" not in address:
        return None
    domain = address.rpartition("@")[2]
    return Organisation.objects.filter(domains__contains=[domain]).first()
