from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Any

from events.actors import Actor
from helpdesk.config.document import ConfigProblem
from helpdesk.config.section import Entry, Section
from people.actions.save_calendar import FIELDS, change_calendar, create_calendar
from people.actions.save_holiday import OF_THE_PACKAGE, add_holiday, remove_holiday
from people.models import Calendar, Holiday

SHOWN = ("name", "name_en", "hours", *OF_THE_PACKAGE)  # of a day; what is empty is left out


class Calendars(Section):
    """`holidays` replaces all of a calendar's days."""

    name = "calendars"
    key = "name"
    fields = ("time_zone", "hours", "holidays")

    def entries(self) -> Iterator[Entry]:
        for calendar in Calendar.objects.prefetch_related("holidays"):
            yield {
                **{field: getattr(calendar, field) for field in FIELDS},
                "holidays": [_day(holiday) for holiday in calendar.holidays.all()],
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        fields = {field: value for field, value in entry.items() if field in FIELDS}
        if is_new:
            calendar = create_calendar(by=by, **fields)
        else:
            calendar = Calendar.objects.get(name=entry["name"])
            change_calendar(calendar, by=by, **fields)
        if "holidays" in entry:
            _set_holidays(calendar, entry["holidays"], by=by)

    def canonical(self, entry: Entry) -> Entry:
        if "holidays" not in entry:
            return entry
        where = f"calendars.{entry['name']}.holidays"
        days = sorted((_read(day, where=where) for day in entry["holidays"] or []), key=itemgetter("date"))
        for earlier, later in pairwise(days):
            if earlier["date"] == later["date"]:
                raise ConfigProblem(f"{where}.{later['date']}", "This stands here twice.")
        return {**entry, "holidays": days}


def _set_holidays(calendar: Calendar, days: list[dict[str, Any]], *, by: Actor) -> None:
    there = set()
    for holiday in calendar.holidays.all():
        if _day(holiday) in days:
            there.add(holiday.on)
        else:
            remove_holiday(holiday, by=by)
    for day in days:
        if day["date"] not in there:
            others = {field: value for field, value in day.items() if field != "date"}
            add_holiday(calendar, by=by, on=day["date"], **others)


def _read(day: Any, *, where: str) -> dict[str, Any]:
    if not isinstance(day, dict) or not {"date", "name"} <= day.keys() <= {"date", *SHOWN}:
        raise ConfigProblem(where, "Write each as {date: 2026-08-17, name: …, name_en: …, hours: []}.")
    try:
        on = date.fromisoformat(str(day["date"]))
    except ValueError:
        raise ConfigProblem(where, f"“{day['date']}” is no date. Write it like 2026-08-17.") from None
    return _shown(on, day)


def _day(holiday: Holiday) -> dict[str, Any]:
    return _shown(holiday.on, {field: getattr(holiday, field) for field in SHOWN})


def _shown(on: date, fields: dict[str, Any]) -> dict[str, Any]:
    """As the file has it: `on` alone would be read as a yes by YAML."""
    return {"date": on, **{field: fields[field] for field in SHOWN if fields.get(field)}}
