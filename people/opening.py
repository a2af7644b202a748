"""Whether a stored calendar is open, and when it opens next, for the apps that tell people of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpdesk.lib.asked_once import asked_once
from helpdesk.lib.faults import FaultyData
from people.calendar import Calendar, CalendarError, is_open, next_opening, working_seconds
from people.hours_format import read_calendar
from people.models import Calendar as StoredCalendar
from people.models import Holiday


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """`opens_at` None: nobody knows when. `zone`: of the office."""

    opens_at: datetime | None
    zone: ZoneInfo


def closed_at(calendar_id: int | None, at: datetime) -> Closed | None:
    """None: open then, or around the clock. Hours that cannot be read close nothing."""
    calendar = _calendar(calendar_id) if calendar_id else None
    if calendar is None or is_open(calendar, at):
        return None
    return closed_from(calendar, at)


def open_seconds(calendar_id: int | None, start: datetime, end: datetime) -> float:
    """Of the time between, what lies inside the opening hours. All of it where there are none to read."""
    calendar = _calendar(calendar_id) if calendar_id else None
    if calendar is None:
        return max(0.0, (end - start).total_seconds())
    return working_seconds(calendar, start, end)


def closed_from(calendar: Calendar, at: datetime) -> Closed:
    try:
        return Closed(opens_at=next_opening(calendar, at), zone=calendar.zone)
    except CalendarError:
        return Closed(opens_at=None, zone=calendar.zone)


def opening_words(closed: Closed, language: str) -> str:
    """By the office's own clock, whole: "tomorrow" would be wrong for who reads it a day later."""
    with translation.override(language):
        if closed.opens_at is None:
            return _("as soon as we can")
        local = closed.opens_at.astimezone(closed.zone)
        values = {
            "day": date_format(local, "l, j F Y"),
            "time": date_format(local, "H.i" if language == "id" else "H:i"),
            "zone": local.tzname(),
        }
        return _("on %(day)s at %(time)s (%(zone)s)") % values


@asked_once
def _calendar(calendar_id: int) -> Calendar | None:
    holidays = Prefetch("holidays", Holiday.objects.order_by("on"))
    stored = StoredCalendar.objects.filter(pk=calendar_id).prefetch_related(holidays).first()
    return read_stored(stored) if stored else None


def read_stored(stored: StoredCalendar) -> Calendar | None:
    """`stored` with its holidays. None: nobody can reckon with it."""
    holidays = {one.on: (one.name, one.hours) for one in stored.holidays.all()}
    try:
        return read_calendar(hours=stored.hours, zone=stored.time_zone, holidays=holidays)
    except (CalendarError, FaultyData):
        return None
