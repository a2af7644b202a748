"""One ticket of a Friday, what is said on it, and what its clocks show."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from routing.models import Clock
from tests.builders import a_reply, an_agent, receives, work_off

JAKARTA = ZoneInfo("Asia/Jakarta")
FRIDAY = datetime(2026, 11, 20, tzinfo=JAKARTA)


def at(hour, minute=0, *, days=0):
    return FRIDAY + timedelta(days=days, hours=hour, minutes=minute)


def clock(ticket, metric, cycle=1):
    return Clock.objects.get(ticket=ticket, metric=metric, cycle=cycle)


def cycles(ticket, metric):
    return list(ticket.clocks.filter(metric=metric).order_by("cycle").values_list("cycle", flat=True))


def reply(ticket, moment, **fields):
    message = a_reply(ticket, agent=an_agent(), at=moment, confirm=True, **fields)
    work_off()
    return message


def write(ticket, moment, **fields):
    message = receives(ticket, at=moment, **fields).message
    work_off()
    return message


def seen(ticket):
    ticket.refresh_from_db()
    return ticket.next_due_at, ticket.sla_state
