"""What is whose when two customers are joined or parted."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from people.identity import normal
from people.models import Customer, Identity
from tickets.models import Message, Ticket

Name = tuple[str, str]


def both_held(one: Customer, other: Customer) -> None:
    """Until the commit, in the order of their ids. Nobody opens a ticket for either meanwhile: who brings in
    a message holds its customer too (people/identity.py).
    """
    for pk in sorted({one.pk, other.pk}):
        held = Customer.objects.select_for_update().select_related(None)
        for customer in (one, other):
            if customer.pk == pk:
                customer.refresh_from_db(from_queryset=held)


def held_tickets(rows: Q) -> list[Ticket]:
    found = Ticket.objects.filter(rows).order_by("pk")
    return list(found.select_for_update(no_key=True, of=("self",)))


def beside_a_newer_session(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Of one customer's tickets: those that go on beside the newest where there is one at a time."""
    sessions = [one for one in tickets if one.is_session and one.is_active]
    newest = {one.channel_id: one.pk for one in sorted(sessions, key=lambda one: one.pk)}
    return [one for one in sessions if one.pk != newest[one.channel_id]]


def written_from(customer: int, names: Collection[Name]) -> list[int]:
    """The customer's messages that came from one of those addresses."""
    said = Message.objects.filter(customer=customer, direction=Message.Direction.INBOUND)
    rows = said.order_by("pk").values_list("pk", "channel__kind", "from_address")
    return [pk for pk, kind, address in rows if normal(kind, address) in names]


def names_written_from(customer: int) -> set[Name]:
    """What proves itself: messages of theirs came from there."""
    said = Message.objects.filter(customer=customer, direction=Message.Direction.INBOUND)
    rows = said.order_by().values_list("channel__kind", "from_address").distinct()
    return {normal(kind, address) for kind, address in rows}


def begun_by(customer: int, messages: Collection[int], *, apart_from: Collection[int]) -> list[int]:
    """The customer's tickets whose first words are among those messages."""
    firsts = Message.objects.filter(ticket__customer=customer, direction=Message.Direction.INBOUND)
    rows = firsts.order_by("ticket", "pk").distinct("ticket").values_list("ticket", "pk")
    mine = set(messages)
    return [ticket for ticket, first in rows if first in mine and ticket not in apart_from]


def names_of(identities: Iterable[int]) -> set[Name]:
    return set(Identity.objects.filter(pk__in=list(identities)).values_list("kind", "address"))
