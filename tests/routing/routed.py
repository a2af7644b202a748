"""A new ticket after its routing, and what was decided about it."""

from routing.models import Decision
from tests.builders import a_ticket, work_off

MENTIONS_REFUND = {"kind": "message", "op": "contains_any", "value": ["refund*"]}


def routed(**message):
    ticket = a_ticket(**message)
    work_off()
    ticket.refresh_from_db()
    return ticket


def decision_on(ticket, kind):
    return Decision.objects.get(ticket=ticket, kind=kind)
