"""Who of a team could take something now, and what they carry."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from people.models import Agent, AgentSkill, Presence, Role
from people.shifts import AROUND, on_shift, weeks_of
from routing.candidates import Candidate
from routing.models import TicketOffer
from tickets.loads import loads_of

Team = dict[int, Candidate]


def hold_team(team_id: int, *, at: datetime) -> Team:
    """The members with what they carry now. Who is available is held until the commit, then counted:

    two who hand out work to one agent do so one after the other, so nobody is given more than they can take.
    """
    members = Agent.objects.active().filter(memberships__team=team_id)
    there = Presence.objects.filter(agent__in=members, status=Presence.Status.AVAILABLE)
    held = there.order_by("agent_id").select_for_update(no_key=True, of=("self",))
    available = {presence.agent_id: presence for presence in held}
    asked = Exists(TicketOffer.objects.standing().filter(agent=OuterRef("pk")))
    agents = list(members.select_related("presence").annotate(is_asked=asked).order_by("pk"))
    ids = [agent.pk for agent in agents]
    loads = loads_of(ids)
    weeks = weeks_of(ids, since=at.date() - AROUND)
    skills = _skills(ids)
    return {
        agent.pk: _candidate(
            agent,
            available.get(agent.pk),
            load=loads.get(agent.pk, 0),
            on_shift=on_shift(weeks.get(agent.pk), at),
            skills=skills.get(agent.pk, {}),
            is_asked=agent.is_asked,
        )
        for agent in agents
    }


def _skills(agents: list[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for agent, skill, level in AgentSkill.objects.filter(agent__in=agents).values_list(
        "agent_id", "skill_id", "level"
    ):
        found[agent][skill] = level
    return found


def _candidate(agent: Agent, held: Presence | None, **now: Any) -> Candidate:
    """`now`: what was found out about them besides."""
    presence = held or getattr(agent, "presence", None)
    status = str(presence.status) if presence else str(Presence.Status.OFFLINE)
    if held is None and status == Presence.Status.AVAILABLE:
        status = str(Presence.Status.AWAY)  # came this very moment, so not held: their turn is the next
    return Candidate(
        agent=agent.pk,
        presence=status,
        capacity=agent.capacity,
        may_reply=agent.role != Role.AUDITOR,
        has_phone=bool(agent.phone),
        last_assigned_at=presence.last_assigned_at if presence else None,
        **now,
    )
