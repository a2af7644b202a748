"""Other tickets of the same customer, as far as the viewer sees them."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Agent
from tickets.models import Ticket

SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    tickets: list[Ticket]
    has_more: bool


def previous_tickets(ticket: Ticket, *, agent: Agent) -> Previous:
    others = Ticket.objects.visible_to(agent).filter(customer=ticket.customer_id).exclude(pk=ticket.pk)
    found = list(others.select_related("channel").order_by("-pk")[: SHOWN + 1])
    return Previous(tickets=found[:SHOWN], has_more=len(found) > SHOWN)
