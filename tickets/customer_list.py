"""The customers whom an agent sees, a page at a time: with whom words were exchanged last stands first.

Each is found by the ticket on which that was, so that a page walks down the index of those moments and stops
when it is full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from people.models import Agent, Customer
from tickets.cursors import cursor_at
from tickets.customer_search import SHORTEST, meant_by
from tickets.models import Ticket
from tickets.models.ticket_queryset import ACTIVE

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    ticket: Ticket  # with their last words or our last to them, as far as the viewer sees
    number: int
    number_open: int

    @property
    def customer(self) -> Customer:
        return self.ticket.customer


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPage:
    lines: Sequence[Line]
    after: str  # where the next page starts; empty on the last


def customer_page(
    agent: Agent, *, words: str = "", after: tuple[datetime, int] | None = None, size: int = PAGE
) -> CustomerPage:
    """`words` too short to mean anybody find nobody."""
    if words and len(words) < SHORTEST:
        return CustomerPage(lines=[], after="")
    last = _last_of_each(agent)
    if words:
        meant = Customer.objects.filter(meant_by(words, agent), joined_into=None)
        last = last.filter(customer__in=meant)
    if after:
        last = last.filter(_earlier(*after))
    found = list(_as_shown(last)[: size + 1])
    numbers = _numbers(agent, found[:size])
    lines = [Line(ticket=one, **numbers[one.customer_id]) for one in found[:size]]
    end = lines[-1].ticket if len(found) > size else None
    return CustomerPage(lines=lines, after=cursor_at(end.last_message_at, end.pk) if end else "")


def _last_of_each(agent: Agent) -> QuerySet[Ticket]:
    later = _later(OuterRef("last_message_at"), OuterRef("pk"))
    seen = Ticket.objects.of_customers().visible_to(agent)
    return seen.exclude(Exists(seen.filter(later, customer=OuterRef("customer"))))


def _later(at: OuterRef, pk: OuterRef) -> Q:
    return Q(last_message_at__gt=at) | Q(last_message_at=at, pk__gt=pk)


def _earlier(at: datetime, pk: int) -> Q:
    """The first condition says nothing new; it is what lets the index start at the right place."""
    return Q(last_message_at__lte=at) & (Q(last_message_at__lt=at) | Q(last_message_at=at, pk__lt=pk))


def _as_shown(last: QuerySet[Ticket]) -> QuerySet[Ticket]:
    shown = last.select_related("customer__organisation", "channel")
    return shown.prefetch_related("customer__identities").order_by("-last_message_at", "-pk")


def _numbers(agent: Agent, tickets: Sequence[Ticket]) -> dict[int, dict[str, int]]:
    """Of each customer: how many tickets, and how many of them are open."""
    seen = Ticket.objects.of_customers().visible_to(agent)
    theirs = seen.filter(customer__in=[one.customer_id for one in tickets])
    is_open = Q(status__in=ACTIVE)
    counted = theirs.order_by().values("customer")
    counted = counted.annotate(number=Count("pk"), number_open=Count("pk", filter=is_open))
    return {one["customer"]: {"number": one["number"], "number_open": one["number_open"]} for one in counted}
