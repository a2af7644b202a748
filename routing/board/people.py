"""Who of the teams is there, since when, and how much they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from people.models import Agent, Presence
from routing.board.scope import Scope

OFFLINE = Presence.Status.OFFLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    agent: Agent
    status: str
    since: datetime | None
    load: int  # tickets that wait for their answer, of whatever team
    seen: int  # those of them that the viewer sees: as many are on the list behind the number
    teams: frozenset[int]

    @property
    def is_available(self) -> bool:
        return self.status == Presence.Status.AVAILABLE

    @property
    def is_there(self) -> bool:
        return self.status != OFFLINE


def people_of(scope: Scope, *, loads: Mapping[int, int], seen: Mapping[int, int]) -> list[Person]:
    """By name, so that nobody moves while somebody points at them; those who are not there at the end."""
    members = Agent.objects.may_answer().filter(memberships__team__in=scope.team_ids).distinct()
    found = [
        _person(agent, load=loads.get(agent.pk, 0), seen=seen.get(agent.pk, 0))
        for agent in members.select_related("presence").prefetch_related("memberships").order_by("name", "pk")
    ]
    return sorted(found, key=lambda person: not person.is_there)


def in_team(people: Iterable[Person], team: int | None) -> Sequence[Person]:
    return [person for person in people if team in person.teams]


def _person(agent: Agent, *, load: int, seen: int) -> Person:
    presence: Presence | None = getattr(agent, "presence", None)
    return Person(
        agent=agent,
        status=str(presence.status) if presence else str(OFFLINE),
        since=presence.changed_at if presence else None,
        load=load,
        seen=seen,
        teams=frozenset(membership.team_id for membership in agent.memberships.all()),
    )
