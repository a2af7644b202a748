from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from events.actors import Actor
from helpdesk.lib.faults import FaultyData
from people.actions.save_calendar import record_days
from people.changing import lock, refuse_unknown
from people.former_calendars import said_by
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
    before = said_by(calendar)
    holiday.save()
    record_days(calendar, by=by, before=before)
    return holiday


@transaction.atomic
def add_holidays(calendar: Calendar, *, by: Actor, days: Mapping[date, str]) -> int:
    """Several days on which it is shut. How many are new: those that stand there stay as they are."""
    lock(calendar)
    there = set(calendar.holidays.filter(on__in=days).values_list("on", flat=True))
    new = [Holiday(calendar=calendar, on=on, name=name) for on, name in days.items() if on not in there]
    if new:
        before = said_by(calendar)
        Holiday.objects.bulk_create(new)
        record_days(calendar, by=by, before=before)
    return len(new)


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: Actor) -> None:
    calendar = holiday.calendar
    lock(calendar)
    before = said_by(calendar)
    holiday.delete()
    record_days(calendar, by=by, before=before)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """How many days came and went; one that moved did both."""

    new: int
    gone: int


@transaction.atomic
def take_over_national_holidays(
    calendar: Calendar,
    *,
    by: Actor,
    year: int,
    with_joint_leave: bool = True,
    only: Collection[date] | None = None,
) -> TakenOver:
    """Indonesia's days of a year as they are known now, beside those that people entered.

    Taken over again it corrects: an estimated day moves, and joint leave comes once it is decreed. `only`:
    which of them are wanted; what stands there of the others goes.
    """
    lock(calendar)
    went, came = national_changes(calendar, year=year, with_joint_leave=with_joint_leave, only=only)
    if went or came:
        before = said_by(calendar)
        calendar.holidays.filter(on__in=went).delete()
        Holiday.objects.bulk_create([_national(calendar, came[on]) for on in sorted(came)])
        record_days(calendar, by=by, before=before)
    return TakenOver(new=len(came.keys() - went), gone=len(went - came.keys()))


def national_changes(
    calendar: Calendar, *, year: int, with_joint_leave: bool = True, only: Collection[date] | None = None
) -> tuple[set[date], dict[date, NationalHoliday]]:
    """Which days would go and which would come: one that is named otherwise, or fixed now, does both."""
    days = {day.on: day for day in indonesian_holidays(year) if only is None or day.on in only}
    there = list(calendar.holidays.filter(on__year=year))
    went = {one.on for one in there if one.is_national and not _is_same(one, days.get(one.on))}
    stay = {one.on for one in there} - went
    wants_all = with_joint_leave or only is not None
    came = {
        on: day
        for on, day in days.items()
        if on not in stay and (wants_all or on in went or not day.is_joint_leave)
    }
    return went, came


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
