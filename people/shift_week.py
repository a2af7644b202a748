"""One week of some agents as a table: who works when, and what differs from their usual week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from people.hours import DAY_MINUTES
from people.hours_format import DAYS
from people.models import Agent, AgentSkill, Presence, Shift, ShiftDay
from people.shifts import on_shift, weeks_of

Blocks = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    on: date
    blocks: Blocks
    differs: bool
    reason: str
    is_today: bool  # by the agent's own clock
    is_free: bool  # nobody has said when they work

    @property
    def minutes(self) -> int:
        return sum(_minutes(until) - _minutes(begin) for begin, until in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    agent: Agent
    status: str
    is_on: bool  # now
    cells: tuple[Cell, ...]
    has_shift: bool
    skills: tuple[tuple[str, int], ...]

    @property
    def hours(self) -> float:
        return round(sum(cell.minutes for cell in self.cells) / 60, 2)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(agents: Sequence[Agent], *, monday: date, now: datetime) -> list[Line]:
    """Five queries, however many they are. `agents` with their presence."""
    ids = [agent.pk for agent in agents]
    days = [monday + timedelta(days=n) for n in range(7)]
    usual = dict(Shift.objects.filter(agent__in=ids).values_list("agent_id", "hours"))
    found = ShiftDay.objects.filter(agent__in=ids, on__range=(days[0], days[-1]))
    other = {(day.agent_id, day.on): day for day in found}
    weeks = weeks_of(ids)
    skills: dict[int, list[AgentSkill]] = defaultdict(list)
    for one in AgentSkill.objects.filter(agent__in=ids, skill__is_active=True).select_related("skill"):
        skills[one.agent_id].append(one)
    return [
        Line(
            agent=agent,
            status=_status(agent),
            is_on=on_shift(weeks.get(agent.pk), now),
            cells=tuple(
                _cell(usual.get(agent.pk) or {}, other.get((agent.pk, on)), on, _today(agent, now))
                for on in days
            ),
            has_shift=agent.pk in weeks,
            skills=tuple((one.skill.name, one.level) for one in skills[agent.pk]),
        )
        for agent in agents
    ]


def people_on(lines: Sequence[Line]) -> list[int]:
    """How many work on each of the days, of those whose shifts are said."""
    return [sum(bool(line.cells[n].blocks) for line in lines) for n in range(7)]


def _cell(usual: dict[str, list[list[str]]], other: ShiftDay | None, on: date, today: date) -> Cell:
    hours = other.hours if other else usual.get(DAYS[on.weekday()], [])
    return Cell(
        on=on,
        blocks=tuple((begin, until) for begin, until in hours),
        differs=other is not None,
        reason=other.reason if other else "",
        is_today=on == today,
        is_free=other is None and not any(usual.values()),
    )


def _today(agent: Agent, now: datetime) -> date:
    return now.astimezone(ZoneInfo(agent.time_zone)).date()


def _status(agent: Agent) -> str:
    presence: Presence | None = getattr(agent, "presence", None)
    return str(presence.status) if presence else str(Presence.Status.OFFLINE)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return min(int(hours) * 60 + int(minutes), DAY_MINUTES)
