from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import QuerySet

from people.models import Customer, Identity, Organisation

BY_PHONE = ("whatsapp", "sms", "voice")  # and those of a telephone number: +, digits
BY_MAIL = ("mail", "form")  # kinds whose addresses are mail addresses: one person, whichever door they use


def identify(
    *,
    kind: str,
    address: str,
    name: str = "",
    language: str = "",
    also: Iterable[tuple[str, str]] = (),
) -> Customer:
    """The customer behind an address. A new address makes a new customer: one, also in a burst.

    `also`: other addresses of the same person, (kind, address), known as surely as the first.
    """
    kind, address = normal(kind, address)
    others = {normal(*other) for other in also} - {(kind, address)}
    customer = _known_by(others) if others and not _known(kind, address).exists() else None
    if customer:
        _insert(customer, kind, address)
    customer = _one_behind(kind, address, name=name, language=language)
    for other in sorted(others):
        _insert(customer, *other)
    return customer


def _known(kind: str, address: str) -> QuerySet[Identity]:
    return Identity.objects.select_related("customer__organisation").filter(kind=kind, address=address)


def _known_by(others: Iterable[tuple[str, str]]) -> Customer | None:
    found = (_known(*other).first() for other in sorted(others))
    return next((identity.customer for identity in found if identity), None)


def _one_behind(kind: str, address: str, *, name: str, language: str) -> Customer:
    known = _known(kind, address)
    if identity := known.first():
        return _filled(identity.customer, name=name[:200], language=language)
    with transaction.atomic(savepoint=False):
        customer = Customer.objects.create(
            name=name[:200],
            known_as=address,
            language=language,
            organisation=_organisation_of(kind, address),
        )
        is_newcomer = _insert(customer, kind, address)
        if not is_newcomer:
            customer.delete()
    if is_newcomer:
        customer.is_newcomer = connection.in_atomic_block  # else everybody sees them from now on
        return customer
    return known.get().customer  # their other message got here a moment before this one


def _insert(customer: Customer, kind: str, address: str) -> bool:
    """Waits for whoever is writing the same address. False: it is there already."""
    with connection.cursor() as sql:
        sql.execute(
            "insert into people_identity (customer_id, kind, address, is_verified, created_at) "
            "values (%s, %s, %s, false, statement_timestamp()) on conflict (kind, address) do nothing",
            [customer.pk, kind, address],
        )
        return bool(sql.rowcount)


def normal(kind: str, address: str) -> tuple[str, str]:
    """As it is stored and looked up."""
    if kind in BY_MAIL:
        return "mail", address.strip().lower()[:320]
    if kind in BY_PHONE:
        return "phone", "+" + re.sub(r"[^0-9]", "", address)[:20]
    return kind, address.strip()[:320]


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
