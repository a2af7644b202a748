"""When agents are to work: their week by their own clock, and the days that differ.

Who has neither is there whenever their browser is.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from helpdesk.lib.faults import FaultyData
from people.calendar import CalendarError, is_open
from people.hours import ALWAYS, Calendar
from people.hours import Holiday as OtherHours
from people.hours_format import read_blocks, read_calendar
from people.models import Agent, Shift, ShiftDay

log = logging.getLogger(__name__)

AROUND = timedelta(days=2)  # a day of theirs may have begun on the day before, of whatever clock
Week = Calendar  # the same arithmetic as opening hours


def on_shift(week: Week | None, at: datetime) -> bool:
    """`week`: of one agent, as `weeks_of` gives it; None: nobody has said when they work."""
    return week is None or is_open(week, at)


def weeks_of(agents: Collection[int], *, since: date | None = None) -> dict[int, Week]:
    """Of those who have shifts, in two queries; of the days that differ those from `since` on. A week that
    cannot be read keeps nobody from work.
    """
    begins = since or date.min
    shifts = Shift.objects.filter(agent__in=agents).select_related("agent").only("hours", "agent__time_zone")
    days: dict[int, dict[date, tuple[str, object]]] = defaultdict(dict)
    for day in ShiftDay.objects.filter(agent__in=agents, on__gte=begins).select_related("agent"):
        days[day.agent_id][day.on] = (day.reason, day.hours)
    zones = {shift.agent_id: shift.agent.time_zone for shift in shifts}
    zones |= _zones(days.keys() - zones.keys())
    hours = {shift.agent_id: shift.hours for shift in shifts}
    found: dict[int, Week] = {}
    for agent, zone in zones.items():
        week = _week(hours.get(agent) or {}, zone, days.get(agent, {}))
        if week is not None:
            found[agent] = week
    return found


def on_shift_at(agents: Collection[int], at: datetime) -> set[int]:
    """Those of them who are to work then."""
    weeks = weeks_of(agents, since=at.date() - AROUND)
    return {agent for agent in agents if on_shift(weeks.get(agent), at)}


def _zones(agents: Collection[int]) -> dict[int, str]:
    if not agents:
        return {}
    return dict(Agent.objects.filter(pk__in=agents).values_list("pk", "time_zone"))


def _week(hours: Mapping[str, object], zone: str, days: Mapping[date, tuple[str, object]]) -> Week | None:
    """Without hours of a week only the days that differ are said: any time but then."""
    if not any(hours.values()) and not days:
        return None
    try:
        if any(hours.values()):
            return read_calendar(hours=hours, zone=zone, holidays=days)
        return Calendar(
            zone=ZoneInfo(zone),
            week=ALWAYS,
            holidays={
                on: OtherHours(name=name, blocks=read_blocks(blocks)) for on, (name, blocks) in days.items()
            },
        )
    except (CalendarError, FaultyData, ValueError, KeyError) as error:
        log.error("A shift cannot be read: %s", error, exc_info=error)
        return None
