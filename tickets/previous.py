"""Other tickets of the same customer that the viewer sees: what is open first, then what moved last."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Value, When

from people.models import Agent
from tickets.models import Ticket
from tickets.models.ticket_queryset import ACTIVE

SHOWN = 6
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    tickets: list[Ticket]
    number: int  # of all, shown or not
    has_more: bool  # that can be asked for


def previous_tickets(ticket: Ticket, *, agent: Agent, limit: int = SHOWN) -> Previous:
    theirs = Ticket.objects.of_customers().filter(customer=ticket.customer_id)
    others = theirs.visible_to(agent).exclude(pk=ticket.pk)
    is_done = Case(When(status__in=ACTIVE, then=Value(0)), default=Value(1))
    found = list(others.select_related("channel").order_by(is_done, "-last_message_at", "-pk")[: limit + 1])
    is_cut = len(found) > limit
    number = others.count() if is_cut else len(found)
    return Previous(tickets=found[:limit], number=number, has_more=is_cut and limit < MOST)
