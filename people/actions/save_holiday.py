from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from events.actors import Actor
from helpdesk.lib.faults import FaultyData
from people.actions.save_calendar import record_days
from people.changing import lock
from people.holidays import indonesian_holidays
from people.hours_format import check_blocks
from people.models import Calendar, Holiday
from people.refusals import Refused


@transaction.atomic
def add_holiday(
    calendar: Calendar,
    *,
    by: Actor,
    on: date,
    name: str,
    name_en: str = "",
    hours: list[Any] | None = None,
) -> Holiday:
    """A day on which the calendar is shut, or open at `hours`."""
    if faults := check_blocks(hours or [], path="hours"):
        raise FaultyData(faults)
    lock(calendar)
    if calendar.holidays.filter(on=on).exists():
        raise Refused("holiday_twice", on=on)
    holiday = Holiday(calendar=calendar, on=on, name=name, name_en=name_en, hours=hours or [])
    holiday.full_clean()
    holiday.save()
    record_days(calendar, by=by)
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: Actor) -> None:
    calendar = holiday.calendar
    lock(calendar)
    holiday.delete()
    record_days(calendar, by=by)


@transaction.atomic
def take_over_national_holidays(
    calendar: Calendar, *, by: Actor, year: int, with_joint_leave: bool = True
) -> int:
    """Indonesia's days of a year, beside what is there already. How many were new."""
    lock(calendar)
    taken = set(calendar.holidays.filter(on__year=year).values_list("on", flat=True))
    new = [
        Holiday(calendar=calendar, on=day.on, name=day.name_id, name_en=day.name_en, is_national=True)
        for day in indonesian_holidays(year)
        if day.on not in taken and (with_joint_leave or not day.is_joint_leave)
    ]
    if new:
        Holiday.objects.bulk_create(new)
        record_days(calendar, by=by)
    return len(new)
