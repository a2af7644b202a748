from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from events.actors import Actor
from events.record import record
from helpdesk.lib.faults import FaultyData
from people.actions.keep_former import keep_former
from people.changing import apply, lock, refuse_twin, refuse_unknown
from people.former_calendars import days_of, said_by
from people.hours_format import check_hours, check_zone
from people.models import Calendar, Former, Holiday

FIELDS = ("name", "time_zone", "hours")


@transaction.atomic
def create_calendar(*, by: Actor, **fields: Any) -> Calendar:
    refuse_unknown(fields, FIELDS)
    _refuse_faulty(fields)
    calendar = Calendar(**fields)
    refuse_twin(Calendar(), fields)
    calendar.full_clean()
    calendar.save()
    record("calendar.changed", by=by, calendar=calendar.pk)
    return calendar


@transaction.atomic
def change_calendar(
    calendar: Calendar,
    *,
    by: Actor,
    expected_version: int | None = None,
    days_as: Mapping[str, Any] | None = None,
    **fields: Any,
) -> list[str]:
    """The names of what changed. FaultyData if these are no opening hours. `days_as`: what it said once,
    whose days that differ come back.
    """
    lock(calendar, expected_version=expected_version)
    _refuse_faulty(fields)
    refuse_twin(calendar, fields)
    before = said_by(calendar)
    changed = apply(calendar, fields, known=FIELDS)
    if days_as is not None and days_as["days"] != before["days"]:
        calendar.holidays.all().delete()
        Holiday.objects.bulk_create(days_of(calendar, days_as))
        if not changed:  # else it has counted up already
            _count_up(calendar)
        changed.append("days")
    if changed:
        keep_former(Former.What.CALENDAR, calendar.pk, by=by, said=before, changed=changed)
        record("calendar.changed", by=by, calendar=calendar.pk)
    return changed


def record_days(calendar: Calendar, *, by: Actor, before: Mapping[str, Any]) -> None:
    """Within an action that changed its holidays. `before`: what it said until then."""
    _count_up(calendar)
    keep_former(Former.What.CALENDAR, calendar.pk, by=by, said=before, changed=["days"])
    record("calendar.changed", by=by, calendar=calendar.pk)


def _count_up(calendar: Calendar) -> None:
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)
    calendar.refresh_from_db(fields=["version"])


def _refuse_faulty(fields: dict[str, Any]) -> None:
    faults = check_hours(fields["hours"], path="hours") if "hours" in fields else []
    faults += check_zone(fields["time_zone"], path="time_zone") if "time_zone" in fields else []
    if faults:
        raise FaultyData(faults)
