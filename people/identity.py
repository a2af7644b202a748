from __future__ import annotations

from django.db import connection, transaction

from people.models import Customer, Identity, Organisation

BY_MAIL = ("mail", "form")  # kinds whose addresses are mail addresses: one person, whichever door they use


def identify(*, kind: str, address: str, name: str = "", language: str = "") -> Customer:
    """The customer behind an address. A new address makes a new customer: one, also in a burst."""
    kind, address = normal(kind, address)
    known = Identity.objects.select_related("customer__organisation").filter(kind=kind, address=address)
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
