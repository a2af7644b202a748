"""Tickets in a queue: who holds them, or why nobody does."""

from routing.models import Decision
from tests.builders import a_routed_ticket


def waiting_in(team, n=1, **ticket):
    return [a_routed_ticket(team=team, **ticket) for _ in range(n)]


def holder(ticket):
    ticket.refresh_from_db()
    return ticket.assignee


def reason(ticket):
    ticket.refresh_from_db()
    return ticket.unassigned_reason


def decision_on(ticket):
    return Decision.objects.filter(ticket=ticket, kind="assignment").latest("pk")
