"""Who of the teams is there, since when, and how much they carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from people.models import Agent, Membership, Presence
from people.shifts import on_shift_at
from routing.board.scope import Scope

OFFLINE = Presence.Status.OFFLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    agent: Agent
    status: str
    since: datetime | None
    load: float  # tickets that wait for their answer, of whatever team, by their weight
    tickets: int  # how many these are
    seen: int  # those of them that the viewer sees: as many are on the list behind the number
    teams: frozenset[int]
    on_shift: bool = True  # as far as anybody has said when they work

    @property
    def is_available(self) -> bool:
        return self.status == Presence.Status.AVAILABLE

    @property
    def takes_work(self) -> bool:
        """Routing gives nothing to who is there out of their shift."""
        return self.is_available and self.on_shift

    @property
    def is_out_of_shift(self) -> bool:
        return self.is_there and not self.on_shift

    @property
    def is_there(self) -> bool:
        return self.status != OFFLINE


def people_of(
    scope: Scope, *, loads: Mapping[int, float], of_each: Mapping[int, int], seen: Mapping[int, int]
) -> list[Person]:
    """By name, so that nobody moves while somebody points at them; those who are not there at the end."""
    teams = _teams(scope)
    members = Agent.objects.may_answer().filter(pk__in=teams).select_related("presence")
    working = on_shift_at(teams.keys(), timezone.now())
    found = [
        _person(
            agent,
            teams[agent.pk],
            load=loads.get(agent.pk, 0),
            tickets=of_each.get(agent.pk, 0),
            seen=seen.get(agent.pk, 0),
            on_shift=agent.pk in working,
        )
        for agent in members.order_by("name", "pk")
    ]
    return sorted(found, key=lambda person: not person.is_there)


def in_team(people: Iterable[Person], team: int | None) -> Sequence[Person]:
    return [person for person in people if team in person.teams]


def _teams(scope: Scope) -> Mapping[int, set[int]]:
    """By member of the teams that are told of: in which of these they are."""
    found: dict[int, set[int]] = defaultdict(set)
    told = Membership.objects.filter(team__in=scope.team_ids)
    for agent, team in told.values_list("agent_id", "team_id"):
        found[agent].add(team)
    return found


def _person(agent: Agent, teams: set[int], **now: Any) -> Person:
    """`now`: what was found out about them besides."""
    presence: Presence | None = getattr(agent, "presence", None)
    return Person(
        agent=agent,
        status=str(presence.status) if presence else str(OFFLINE),
        since=presence.changed_at if presence else None,
        teams=frozenset(teams),
        **now,
    )
