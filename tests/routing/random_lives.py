"""Random calendars at awkward times, and random lives of tickets on them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from people.calendar import Calendar, Holiday
from people.holidays import indonesian_holidays

ZONES = (
    "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC", "Europe/Berlin", "America/New_York",
    # half an hour of summer time; midnight skipped; midnight twice; a quarter of an hour
    "Australia/Lord_Howe", "Africa/Cairo", "America/Havana", "Asia/Kathmandu",
)  # fmt: skip
MIDNIGHT = 1440
DAYS = (  # changes of summer time, a leap day, the turn of a year, Idul Fitri and the joint leave around it
    "2026-03-28", "2026-10-24", "2026-03-07", "2026-10-31", "2026-04-04", "2026-10-03", "2026-04-23",
    "2026-10-29", "2028-02-28", "2026-12-30", "2026-03-18", "2026-12-23",
)  # fmt: skip
NATIONAL = {day.on: Holiday(name=day.name_id) for year in (2026, 2028) for day in indonesian_holidays(year)}


def a_calendar(random):
    """Up to three blocks a day, with lunches, nights across midnight and days that differ."""
    days = [date.fromisoformat(day) + timedelta(days=more) for day in DAYS for more in range(5)]
    special = {day: Holiday(name="libur", blocks=_blocks(random)) for day in random.sample(days, 6)}
    return Calendar(
        zone=ZoneInfo(random.choice(ZONES)),
        week=tuple(_blocks(random) or ((540, 720), (780, 1020)) for _ in range(7)),
        holidays={**(NATIONAL if random.random() < 0.5 else {}), **special},
    )


def a_start(random):
    day = datetime.fromisoformat(random.choice(DAYS)).replace(tzinfo=UTC)
    return day + timedelta(minutes=random.randrange(MIDNIGHT))


def a_life(random, minutes):
    """(minute, what, status): in an order in which it can happen, often many things in the same hour."""
    minute, status = random.randint(0, 300), "new"
    life = [(minute, "opened", status)]
    for _ in range(random.randint(0, 14)):
        minute += random.choice((0, random.randint(0, 90), random.randint(0, 1200)))
        if minute > minutes:
            break
        if status == "resolved":
            what = random.choice(("customer_wrote", "reopened", "reply_bounced"))
        else:
            usual = ("customer_wrote", "agent_replied", "status_changed", "resolved")
            what = random.choice((*usual, *usual, "reply_bounced"))
        status = _status_after(random, what, status)
        life.append((minute, what, status))
    return life


def _status_after(random, what, status):
    if what == "agent_replied":
        return random.choice(("pending", "pending", "open"))
    if what == "status_changed":
        return random.choice(("open", "pending", "on_hold"))
    return "resolved" if what == "resolved" or (what == "reply_bounced" and status == "resolved") else "open"


def _blocks(random):
    edges = sorted(
        {random.choice((0, MIDNIGHT, *range(0, MIDNIGHT, 15))) for _ in range(random.randint(0, 6))}
    )
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple((opens, closes) for opens, closes in pairs)
