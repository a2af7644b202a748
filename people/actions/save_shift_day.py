from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from helpdesk.lib.faults import FaultyData
from people.actions.save_shift import tell_shift
from people.changing import lock
from people.hours_format import check_blocks
from people.models import Agent, ShiftDay
from people.refusals import Refused

AHEAD = timedelta(days=400)  # a day further off is a slip


@transaction.atomic
def set_shift_day(agent: Agent, *, on: date, hours: list[Any], reason: str = "", by: Actor) -> ShiftDay:
    """On that date they work at these hours, or ([]) not at all, whatever was said of it before."""
    lock(agent)
    if faults := check_blocks(hours, path="hours"):
        raise FaultyData(faults)
    if abs(on - timezone.localdate()) > AHEAD:
        raise Refused("day_too_far")
    day, _ = ShiftDay.objects.update_or_create(
        agent=agent, on=on, defaults={"hours": hours, "reason": reason.strip()}
    )
    tell_shift(agent, by=by)
    return day


@transaction.atomic
def remove_shift_day(day: ShiftDay, *, by: Actor) -> bool:
    """They work then as on any such day of the week. False if somebody was faster."""
    lock(day.agent)
    removed, _ = ShiftDay.objects.filter(pk=day.pk).delete()
    if removed:
        tell_shift(day.agent, by=by)
    return bool(removed)
