"""Stored calendars as values that working time can be counted on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from helpdesk.lib.asked_once import asked_once
from helpdesk.lib.faults import FaultyData
from people.calendar import Calendar, CalendarError
from people.hours_format import always_open, read_calendar
from people.models import Calendar as StoredCalendar
from people.models import Holiday


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A calendar to reckon with, and the row it was read from; no row: around the clock."""

    calendar: Calendar
    stored: StoredCalendar | None = None


UNCOUNTABLE = (CalendarError, FaultyData)  # hours that cannot be read, or that never open for long enough
HoursById = Mapping[int | None, Hours]


def load_hours(ids: Iterable[int | None], *, language: str = "id") -> HoursById:
    """Two queries, or none when all are around the clock. One that is gone counts around the clock."""
    return _load(frozenset(one for one in ids if one is not None), language)


@asked_once
def _load(wanted: frozenset[int], language: str) -> HoursById:
    always = Hours(calendar=always_open())
    found: dict[int | None, Hours] = {None: always, **dict.fromkeys(wanted, always)}
    if wanted:
        holidays = Prefetch("holidays", Holiday.objects.order_by("on"))
        for stored in StoredCalendar.objects.filter(pk__in=wanted).prefetch_related(holidays):
            found[stored.pk] = Hours(calendar=_read(stored, language), stored=stored)
    return found


def freeze(hours: Hours, *, from_at: datetime, until_at: datetime) -> dict[str, Any]:
    """What a stopped clock was counted on, so that its receipt stays right whatever the calendar becomes."""
    stored = hours.stored
    if stored is None:
        return {}
    first, last = (at.astimezone(hours.calendar.zone).date() for at in (from_at, until_at))
    return {
        "name": stored.name,
        "time_zone": stored.time_zone,
        "hours": stored.hours,
        "holidays": [
            [one.on.isoformat(), one.name, one.name_en, one.hours]
            for one in stored.holidays.all()
            if first <= one.on <= last
        ],
    }


def thaw(facts: Mapping[str, Any], *, language: str = "id") -> Hours:
    if not facts:
        return Hours(calendar=always_open())
    holidays = {
        date.fromisoformat(on): (_in_language(name, name_en, language), hours)
        for on, name, name_en, hours in facts["holidays"]
    }
    return Hours(calendar=read_calendar(hours=facts["hours"], zone=facts["time_zone"], holidays=holidays))


def _read(stored: StoredCalendar, language: str) -> Calendar:
    return read_calendar(
        hours=stored.hours,
        zone=stored.time_zone,
        holidays={
            one.on: (_in_language(one.name, one.name_en, language), one.hours)
            for one in stored.holidays.all()
        },
    )


def _in_language(name: str, name_en: str, language: str) -> str:
    return name_en if language == "en" and name_en else name
