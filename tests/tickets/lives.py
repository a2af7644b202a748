"""Tickets at some point of their life, and what is told of it."""

from events import actors
from events.models import Event
from tests.builders import a_reply, a_ticket, an_agent
from tests.passing import days_ago
from tickets.actions.resolve import resolve
from tickets.models import Ticket


def kinds(ticket: Ticket) -> list[str]:
    return list(Event.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("kind", flat=True))


def last(ticket: Ticket, kind: str) -> dict:
    return Event.objects.filter(ticket_id=ticket.pk, kind=kind).latest("pk").data


def resolved(ticket: Ticket, *, days: float = 0) -> Ticket:
    resolve(ticket, by=actors.agent(an_agent()), at=days_ago(days))
    return ticket


def answered() -> Ticket:
    ticket = a_ticket()
    a_reply(ticket)
    return ticket
