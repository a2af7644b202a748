"""Whose phones there are: who used theirs, then customers of the demo that the provider knows."""

from __future__ import annotations

from channels_in.models import Connection
from channels_in.simulator import memory
from channels_in.simulator.acts import Person
from channels_in.simulator.manners.table import MANNERS
from people.identity import kinds_of
from people.models import Identity

MOST = 14


def people_for(connection: Connection) -> list[Person]:
    used = memory.people_of(connection.channel_id)
    found = {one.address: one for one in used}
    for one in _known(connection):
        if len(found) >= MOST and one.address not in found:
            break
        former = found.setdefault(one.address, one)
        if not former.name:
            found[one.address] = one
    return list(found.values())[: max(MOST, len(used))]


def _known(connection: Connection) -> list[Person]:
    kind = connection.channel.kind
    theirs = Identity.objects.filter(kind__in=kinds_of(kind), replaced_by=None)
    named = theirs.select_related("customer").order_by("-pk")
    people = []
    for identity in named[: 4 * MOST]:
        address = MANNERS[kind].address_of(_bare(connection, identity.address))
        if address:
            people.append(Person(address=address, name=identity.customer.name))
    return people


def _bare(connection: Connection, address: str) -> str:
    """Meta's ids stand behind the account that knows them."""
    account, found, theirs = address.partition(":")
    if not found:
        return address
    return theirs if account == connection.address else ""
