"""Opening hours as they would be, if what somebody has typed on their page were saved."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from people.actions.save_holiday import national_changes
from people.calendar import Calendar
from people.former import former_of
from people.former_calendars import days_of
from people.forms.calendars import CalendarForm, HolidayForm, of_calendar
from people.forms.holidays import HolidayListForm, YearForm
from people.hours_format import read_calendar
from people.models import Calendar as StoredCalendar
from people.models import Former

Days = dict[date, tuple[str, Any]]


def as_typed(stored: StoredCalendar, typed: QueryDict) -> Calendar | None:
    """None: it cannot be understood yet. Which of the page's forms it comes from shows by its fields."""
    hours, zone = stored.hours, stored.time_zone
    days: Days | None = {one.on: (one.name, one.hours) for one in stored.holidays.all()}
    if "time_zone" in typed:
        form = CalendarForm(typed, initial=of_calendar(stored))
        if not form.is_valid() or not form.cleaned_data["hours"]:
            return None
        hours, zone = form.cleaned_data["hours"], str(form.cleaned_data["time_zone"])
        if former := former_of(Former.What.CALENDAR, stored.pk, typed.get("former")):
            days = {one.on: (one.name, one.hours) for one in days_of(stored, former.said)}
    else:
        days = _days(stored, typed, days or {})
    return None if days is None else read_calendar(hours=hours, zone=zone, holidays=days)


def _days(stored: StoredCalendar, typed: QueryDict, there: Days) -> Days | None:
    if "on" in typed:
        one = HolidayForm(typed)
        if not one.is_valid():
            return None
        return {**there, one.cleaned_data["on"]: (one.cleaned_data["name"], one.cleaned_data["hours"])}
    if "days" in typed:
        several = HolidayListForm(typed)
        if not several.is_valid():
            return None
        return {**{on: (name, []) for on, name in several.cleaned_data["days"].items()}, **there}
    year = YearForm(typed)
    if not year.is_valid():
        return None
    went, came = national_changes(stored, **year.chosen())
    left = {on: day for on, day in there.items() if on not in went}
    return {**left, **{on: (day.name_id, []) for on, day in came.items()}}
