"""When a telephone channel is open, and at which times it can call somebody back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from people.calendar import Calendar, CalendarError, is_open, next_opening, working_seconds
from people.hours_format import always_open, read_calendar
from people.models import Calendar as StoredCalendar
from people.models import Holiday
from tickets.models import Channel

QUARTER = timedelta(minutes=15)
SOON = timedelta(minutes=15)  # nobody is called back sooner: the queue would have been as quick
HORIZON = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    starts_at: datetime
    ends_at: datetime


def hours_of(channel: Channel) -> Calendar:
    if channel.calendar_id is None:
        return always_open()
    stored = StoredCalendar.objects.get(pk=channel.calendar_id)
    holidays = Holiday.objects.filter(calendar=stored)
    days = {one.on: (one.name, one.hours) for one in holidays}
    return read_calendar(hours=stored.hours, zone=stored.time_zone, holidays=days)


def is_open_at(channel: Channel, at: datetime) -> bool:
    return is_open(hours_of(channel), at)


def slots(channel: Channel, *, after: datetime, minutes: int, most: int) -> list[Slot]:
    """The next times, each wholly within opening hours, on quarters of an hour. Empty: it never opens."""
    found: list[Slot] = []
    try:
        for slot in _slots(hours_of(channel), after + SOON, timedelta(minutes=minutes)):
            found.append(slot)
            if len(found) == most:
                break
    except CalendarError:
        return found
    return found


def _slots(hours: Calendar, after: datetime, length: timedelta) -> Iterator[Slot]:
    start = _quarter(after)
    while start < after + HORIZON:
        opening = next_opening(hours, start)
        if opening > start:
            start = _quarter(opening)
        if working_seconds(hours, start, start + length) == length.total_seconds():
            yield Slot(starts_at=start, ends_at=start + length)
            start += length
        else:
            start += QUARTER


def _quarter(at: datetime) -> datetime:
    """The next full quarter of an hour, or this very one."""
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + QUARTER
