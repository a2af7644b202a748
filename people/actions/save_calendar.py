from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from events.actors import Actor
from events.record import record
from helpdesk.lib.faults import FaultyData
from people.changing import apply, lock, refuse_unknown
from people.hours_format import check_hours, check_zone
from people.models import Calendar

FIELDS = ("name", "time_zone", "hours")


@transaction.atomic
def create_calendar(*, by: Actor, **fields: Any) -> Calendar:
    refuse_unknown(fields, FIELDS)
    _refuse_faulty(fields)
    calendar = Calendar(**fields)
    calendar.full_clean()
    calendar.save()
    record("calendar.changed", by=by, calendar=calendar.pk)
    return calendar


@transaction.atomic
def change_calendar(
    calendar: Calendar, *, by: Actor, expected_version: int | None = None, **fields: Any
) -> list[str]:
    """The names of what changed. FaultyData if these are no opening hours."""
    lock(calendar, expected_version=expected_version)
    _refuse_faulty(fields)
    changed = apply(calendar, fields, known=FIELDS)
    if changed:
        record("calendar.changed", by=by, calendar=calendar.pk)
    return changed


def record_days(calendar: Calendar, *, by: Actor) -> None:
    """Within an action that changed its holidays."""
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)
    calendar.refresh_from_db(fields=["version"])
    record("calendar.changed", by=by, calendar=calendar.pk)


def _refuse_faulty(fields: dict[str, Any]) -> None:
    faults = check_hours(fields["hours"], path="hours") if "hours" in fields else []
    faults += check_zone(fields["time_zone"], path="time_zone") if "time_zone" in fields else []
    if faults:
        raise FaultyData(faults)
