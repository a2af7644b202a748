from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from events.actors import Actor
from helpdesk.config.document import ConfigProblem
from helpdesk.config.section import Entry, Section
from people.actions.save_calendar import FIELDS, change_calendar, create_calendar
from people.actions.save_holiday import add_holiday, remove_holiday
from people.models import Calendar, Holiday


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


def _set_holidays(calendar: Calendar, days: Any, *, by: Actor) -> None:
    wanted = [_read(day, calendar) for day in days or []]
    there = {holiday.on: holiday for holiday in calendar.holidays.all()}
    for holiday in there.values():
        if _day(holiday) not in [_shown(**day) for day in wanted]:
            remove_holiday(holiday, by=by)
            del there[holiday.on]
    for day in wanted:
        if day["on"] not in there:
            add_holiday(calendar, by=by, **day)


def _read(day: Any, calendar: Calendar) -> dict[str, Any]:
    where = f"calendars.{calendar.name}.holidays"
    if not isinstance(day, dict) or not {"date", "name"} <= day.keys() <= {
        "date",
        "name",
        "name_en",
        "hours",
    }:
        raise ConfigProblem(where, "Write each as {date: 2026-08-17, name: …, name_en: …, hours: []}.")
    try:
        on = date.fromisoformat(str(day["date"]))
    except ValueError:
        raise ConfigProblem(where, f"“{day['date']}” is no date. Write it like 2026-08-17.") from None
    return {"on": on, "name": day["name"], "name_en": day.get("name_en", ""), "hours": day.get("hours", [])}


def _day(holiday: Holiday) -> dict[str, Any]:
    return _shown(on=holiday.on, name=holiday.name, name_en=holiday.name_en, hours=holiday.hours)


def _shown(*, on: date, **day: Any) -> dict[str, Any]:
    """As the file has it: `on` alone would be read as a yes by YAML."""
    return {"date": on, **{field: value for field, value in day.items() if value not in ("", [])}}
