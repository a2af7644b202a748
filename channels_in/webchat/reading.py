"""How far a visitor has got with what we wrote: said by their page, again at every beginning."""

from __future__ import annotations

from channels_in.models import Visitor
from channels_in.webchat.visitors import customers_of, own_of
from events import actors
from tickets.actions.mark_seen_by_customer import mark_seen_by_customer
from tickets.models import Delivery, Ticket


def read_upto(visitor: Visitor, *, delivered: int, read: int) -> None:
    """Nothing for who has never written: we have not written to them either."""
    customer = customers_of(visitor).first()
    if customer is None or not max(delivered, read):
        return
    tickets = list(Ticket.objects.filter(pk__in=own_of(visitor).heard))
    by, channel = actors.customer(customer), visitor.connection.channel
    if read:
        mark_seen_by_customer(tickets, channel, upto=read, status=Delivery.Status.READ, by=by)
    if delivered > read:
        mark_seen_by_customer(tickets, channel, upto=delivered, status=Delivery.Status.DELIVERED, by=by)
