"""The hours of an office, and moments as its clock on the wall shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from people.calendar import Calendar

LUNCH = ((9 * 60, 12 * 60), (13 * 60, 17 * 60))
OFFICE = (*(LUNCH,) * 5, (), ())
HOUR = 3600
BERLIN = "Europe/Berlin"


def calendar(zone="Asia/Jakarta", week=OFFICE, holidays=None):
    return Calendar(zone=ZoneInfo(zone), week=week, holidays=holidays or {})


def at(text, zone="Asia/Jakarta", fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def local(moment, zone="Asia/Jakarta"):
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
