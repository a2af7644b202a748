"""Teams and agents of a goal's own, so that what else the database holds does not fill their hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from people.models import Agent, Membership, Presence, Team
from tickets.models import Ticket

HERE_FOR = timedelta(hours=2)  # no browser speaks for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    teams: list[int]
    agents: list[Agent]


def staff_of(goal: str, *, teams: int, agents: int, capacity: int) -> Staff:
    """All of them there and with nothing to do; each in up to three of the teams."""
    ours = Team.objects.filter(name__startswith=f"{goal} ").order_by("pk")
    theirs = Agent.objects.filter(name__startswith=f"{goal} ").order_by("pk")
    if not ours.exists():
        _hire(goal, teams=teams, agents=agents)
    theirs.update(capacity=capacity)
    Presence.objects.filter(agent__in=theirs).update(
        status=Presence.Status.AVAILABLE, heartbeat_at=timezone.now() + HERE_FOR
    )
    now = timezone.now()
    Ticket.objects.active().filter(team__in=ours).update(
        assignee=None, unassigned_reason="", status="closed", resolved_at=now, closed_at=now
    )
    return Staff(teams=list(ours.values_list("pk", flat=True)), agents=list(theirs))


def _hire(goal: str, *, teams: int, agents: int) -> None:
    made = Team.objects.bulk_create(Team(name=f"{goal} team {n}") for n in range(teams))
    people = Agent.objects.bulk_create(
        Agent(email=f"{goal}-{n}@bench.example".lower(), name=f"{goal} {n}", language="en")
        for n in range(agents)
    )
    Membership.objects.bulk_create(
        Membership(agent=agent, team=team)
        for n, agent in enumerate(people)
        for team in {made[n % teams], made[(n + 1) % teams], made[(n + 5) % teams]}
    )
    Presence.objects.bulk_create(Presence(agent=agent) for agent in people)
