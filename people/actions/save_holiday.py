from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from events.actors import Actor
from helpdesk.lib.faults import FaultyData
from people.actions.save_calendar import record_days
from people.changing import lock, refuse_unknown
from people.holidays import NationalHoliday, indonesian_holidays
from people.hours_format import check_blocks
from people.models import Calendar, Holiday
from people.refusals import Refused

OF_THE_PACKAGE = ("is_national", "is_estimated")  # set by a file that an export wrote


@transaction.atomic
def add_holiday(
    calendar: Calendar,
    *,
    by: Actor,
    on: date,
    name: str,
    name_en: str = "",
    hours: list[Any] | None = None,
    **of_the_package: bool,
) -> Holiday:
    """A day on which the calendar is shut, or open at `hours`."""
    refuse_unknown(of_the_package, OF_THE_PACKAGE)
    if faults := check_blocks(hours or [], path="hours"):
        raise FaultyData(faults)
    lock(calendar)
    if calendar.holidays.filter(on=on).exists():
        raise Refused("holiday_twice", on=on)
    holiday = Holiday(
        calendar=calendar, on=on, name=name, name_en=name_en, hours=hours or [], **of_the_package
    )
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """How many days came and went; one that moved did both."""

    new: int
    gone: int


@transaction.atomic
def take_over_national_holidays(
    calendar: Calendar, *, by: Actor, year: int, with_joint_leave: bool = True
) -> TakenOver:
    """Indonesia's days of a year as they are known now, beside those that people entered.

    Taken over again it corrects: an estimated day moves, and joint leave comes once it is decreed.
    """
    lock(calendar)
    days = {day.on: day for day in indonesian_holidays(year)}
    there = list(calendar.holidays.filter(on__year=year))
    went = {one.on for one in there if one.is_national and not _is_same(one, days.get(one.on))}
    stay = {one.on for one in there} - went
    came = {
        on
        for on, day in days.items()
        if on not in stay and (with_joint_leave or on in went or not day.is_joint_leave)
    }
    if went or came:
        calendar.holidays.filter(on__in=went).delete()
        Holiday.objects.bulk_create([_national(calendar, days[on]) for on in sorted(came)])
        record_days(calendar, by=by)
    return TakenOver(new=len(came - went), gone=len(went - came))


def _national(calendar: Calendar, day: NationalHoliday) -> Holiday:
    return Holiday(
        calendar=calendar,
        on=day.on,
        name=day.name_id,
        name_en=day.name_en,
        is_national=True,
        is_estimated=day.is_estimated,
    )


def _is_same(holiday: Holiday, day: NationalHoliday | None) -> bool:
    return day is not None and (holiday.name, holiday.name_en, holiday.is_estimated) == (
        day.name_id,
        day.name_en,
        day.is_estimated,
    )
