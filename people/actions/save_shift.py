from __future__ import annotations

from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from helpdesk.lib.faults import FaultyData
from people.changing import lock
from people.hours_format import check_hours
from people.models import Agent, Shift
from people.stale import StaleRow


@transaction.atomic
def set_shift(agent: Agent, *, hours: dict[str, Any], by: Actor, expected_version: int | None = None) -> bool:
    """When they work each week; {}: nobody says any more. False if that is so already.

    `expected_version`: 0 for who saw that there was none.
    """
    lock(agent)
    if any(hours.values()) and (faults := check_hours(hours, path="hours")):
        raise FaultyData(faults)
    hours = {day: blocks for day, blocks in hours.items() if blocks}
    shift = Shift.objects.filter(agent=agent).first()
    if expected_version is not None and expected_version != (shift.version if shift else 0):
        raise StaleRow(shift or Shift(agent=agent))
    if hours == (shift.hours if shift else {}):
        return False
    version = shift.version + 1 if shift else 1
    Shift.objects.update_or_create(agent=agent, defaults={"hours": hours, "version": version})
    tell_shift(agent, by=by)
    return True


def tell_shift(agent: Agent, *, by: Actor) -> None:
    """Within an action: who plans looks again, and what waits is offered again."""
    told = [f"agent.{agent.pk}", "board"]
    record("agent.changed", by=by, agent_id=agent.pk, tell=told, fields=["shift"], teams=[])
