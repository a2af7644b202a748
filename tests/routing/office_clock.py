"""One clock on the hours of an office in Jakarta, in November 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

from people.calendar import Calendar
from routing.clockwork import Target, start_clock

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar(zone=JAKARTA, week=(*(((540, 720), (780, 1020)),) * 5, (), ()))
HOUR = 3600


def at(text):
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=JAKARTA)


def local(moment):
    return moment and moment.astimezone(JAKARTA).strftime("%d %H:%M")


def a_clock(hours=4, warnings=(), start="20 10:00", metric="resolution"):
    return start_clock(Target(metric=metric, seconds=hours * HOUR, warnings=warnings), OFFICE, at=at(start))
