"""A ticket of a certain noon, and what has been told about its promise."""

from datetime import UTC, datetime, timedelta

from events.models import Event
from tests.builders import a_ticket, work_off

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def after(minutes, seconds=0):
    return NOON + timedelta(minutes=minutes, seconds=seconds)


def promised(**ticket):
    ticket = a_ticket(at=NOON, **ticket)
    work_off()
    return ticket


def told(ticket):
    kinds = Event.objects.filter(ticket_id=ticket.pk, kind__in=["sla.warned", "sla.breached"]).order_by("pk")
    return list(kinds.values_list("kind", flat=True))


def state_of(ticket):
    ticket.refresh_from_db()
    return ticket.sla_state
