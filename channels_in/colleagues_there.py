"""Which colleagues are there, for those who lead: of their teams, those who can take work first."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Agent, Presence
from tickets.loads import loads_of

ORDER = (
    Presence.Status.AVAILABLE,
    Presence.Status.BUSY,
    Presence.Status.BREAK,
    Presence.Status.AWAY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    agent: Agent
    status: str
    load: float


def colleagues_there(viewer: Agent) -> tuple[list[There], list[Agent]]:
    """Those who are there, and those who are offline."""
    found = Agent.objects.may_answer().in_teams_of(viewer).select_related("presence").order_by("name")
    agents = list(found)
    status = {agent.pk: _status(agent) for agent in agents}
    loads = loads_of(agents)
    there = [
        There(agent=agent, status=status[agent.pk], load=loads.get(agent.pk, 0))
        for agent in sorted(
            (one for one in agents if status[one.pk] in ORDER), key=lambda one: ORDER.index(status[one.pk])
        )
    ]
    return there, [agent for agent in agents if status[agent.pk] not in ORDER]


def _status(agent: Agent) -> Presence.Status:
    presence: Presence | None = getattr(agent, "presence", None)
    return Presence.Status(presence.status) if presence else Presence.Status.OFFLINE
