"""Find a customer whom the viewer sees: by name, address, telephone number or the number of a ticket."""

from __future__ import annotations

import re

from django.db.models import Exists, OuterRef, Q

from people.models import Agent, Company, Customer, Identity
from people.phone_numbers import country_of_zone, international
from tickets.customers import customers_seen_by
from tickets.models import Ticket

MOST = 20
SHORTEST = 2


def customers_found(words: str, *, agent: Agent, apart_from: Customer | None = None) -> list[Customer]:
    """The best known first; nothing for words too short to mean anybody."""
    wanted = " ".join(words.split())[:100]
    if len(wanted) < SHORTEST:
        return []
    seen = customers_seen_by(agent).select_related("organisation").prefetch_related("identities")
    if apart_from:
        seen = seen.exclude(pk=apart_from.pk)
    return list(seen.filter(meant_by(wanted, agent)).order_by("name", "pk")[:MOST])


def meant_by(wanted: str, agent: Agent) -> Q:
    """Of customers: those whom these words may mean."""
    addresses = Q(address__icontains=wanted)
    if number := international(wanted, country=country_of_zone(Company.current().time_zone)):
        addresses |= Q(kind="phone", address=number)
    theirs = Identity.objects.filter(addresses, customer=OuterRef("pk"))
    meant = Q(name__icontains=wanted) | Q(Exists(theirs))
    if ticket := re.fullmatch(r"(?:[A-Za-z][A-Za-z0-9]{0,5}-|#)?([0-9]{1,15})", wanted):
        meant |= Q(pk__in=Ticket.objects.visible_to(agent).filter(pk=ticket[1]).values("customer"))
    return meant
