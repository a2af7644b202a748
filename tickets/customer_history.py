"""What was said with one customer over all channels, and on which tickets: as far as the viewer sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, QuerySet, Value, When

from people.models import Agent, Customer
from tickets.models import Message, Ticket
from tickets.models.ticket_queryset import ACTIVE

TICKETS, MESSAGES = 20, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    messages: Sequence[Message]  # newest first
    before: int  # where the next page begins; 0: there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Tickets:
    shown: list[Ticket]
    number: int
    number_open: int
    out_of_sight: int

    @property
    def number_not_shown(self) -> int:
        return self.number - len(self.shown)


def tickets_of(customer: Customer, *, agent: Agent, limit: int = TICKETS) -> Tickets:
    """What is open first, then what moved last. What another function does for one is none of theirs."""
    theirs = Ticket.objects.of_customers().filter(customer=customer)
    seen = theirs.visible_to(agent)
    is_done = Case(When(status__in=ACTIVE, then=Value(0)), default=Value(1))
    shown = seen.select_related("channel", "team", "assignee").order_by(is_done, "-last_message_at", "-pk")
    number = seen.count()
    return Tickets(
        shown=list(shown[:limit]),
        number=number,
        number_open=seen.active().count(),
        out_of_sight=theirs.count() - number,
    )


def history_of(customer: Customer, *, agent: Agent, before: int = 0, only: str = "") -> History:
    """Of all channels, or of one kind of them."""
    found = _said(customer, agent).select_related("channel", "agent", "customer", "ticket")
    found = found.defer("html", "quoted").annotate(files=Count("attachments"))
    if before:
        found = found.filter(pk__lt=before)
    if only:
        found = found.filter(channel__kind=only)
    page = list(found.order_by("-pk")[: MESSAGES + 1])
    is_cut = len(page) > MESSAGES
    return History(messages=page[:MESSAGES], before=page[MESSAGES - 1].pk if is_cut else 0)


def kinds_used(customer: Customer, *, agent: Agent) -> list[str]:
    """Kinds of channels that they and we have used, by name."""
    rows = _said(customer, agent).order_by().values_list("channel__kind", flat=True).distinct()
    return sorted(rows)


def _said(customer: Customer, agent: Agent) -> QuerySet[Message]:
    seen = Ticket.objects.visible_to(agent).filter(customer=customer)
    return Message.objects.filter(ticket__in=seen, withdrawn_at=None)
