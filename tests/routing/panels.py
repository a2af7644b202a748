"""Tickets beside which panels are opened."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.builders import a_ticket, work_off

FRIDAY = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Jakarta"))


def opened(team, **ticket):
    ticket = a_ticket(team=team, **ticket)
    work_off()
    return ticket
