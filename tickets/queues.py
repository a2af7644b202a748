"""How the queues of some teams stand: who waits for somebody, what soon is late and what is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from people.models import Agent, Team
from tickets.counts import Group, in_their_teams
from tickets.list_choices import TO_ANSWER


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Of one team; None: of what has not been routed. Each number is the length of a list."""

    team: int | None
    waiting: int  # active, and nobody has it
    waits_since: datetime | None  # of those the customer who waits longest for an answer
    soon: int
    late: int


def queues_of(groups: Iterable[Group], *, agent: Agent, teams: Sequence[Team]) -> dict[int | None, Queue]:
    """By team; those of which nothing is active are not among them. `groups`: those that the agent sees."""
    ids = {team.pk for team in teams}
    by_team: dict[int | None, list[Group]] = defaultdict(list)
    for group in groups:
        if in_their_teams(group, agent, ids):
            by_team[group.team].append(group)
    return {team: _queue(team, theirs) for team, theirs in by_team.items()}


def loads_in(groups: Iterable[Group]) -> dict[int, int]:
    """How many of these tickets wait for the answer of each, by agent."""
    loads: dict[int, int] = defaultdict(int)
    for group in groups:
        if group.assignee is not None and group.status in TO_ANSWER:
            loads[group.assignee] += group.number
    return loads


def _queue(team: int | None, groups: Sequence[Group]) -> Queue:
    nobodys = [group for group in groups if group.assignee is None]
    return Queue(
        team=team,
        waiting=sum(group.number for group in nobodys),
        waits_since=min((group.waits_since for group in nobodys if group.waits_since), default=None),
        soon=sum(group.soon for group in groups),
        late=sum(group.late for group in groups),
    )
