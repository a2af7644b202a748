"""Who else could take a ticket now: those of its team, who can take something first."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Agent, Presence
from routing.models import TicketOffer
from tickets.choices import assignees_for
from tickets.loads import loads_of
from tickets.models import Ticket

ORDER = tuple(Presence.Status.values)  # available first, offline last


@dataclass(frozen=True, slots=True, kw_only=True)
class Able:
    agent: Agent
    status: str
    load: float
    is_asked: bool  # whether they take another ticket: they have not said yet

    @property
    def has_room(self) -> bool:
        return self.load < self.agent.capacity


def candidates_for(ticket: Ticket, *, viewer: Agent) -> list[Able]:
    """All whom a person may give it to, but for who has it: routing's limits do not bind who leads."""
    agents = [agent for agent in assignees_for(ticket, agent=viewer) if agent.pk != ticket.assignee_id]
    loads = loads_of(agents)
    asked = set(TicketOffer.objects.standing().filter(agent__in=agents).values_list("agent", flat=True))
    found = [
        Able(
            agent=agent,
            status=_status(agent),
            load=loads.get(agent.pk, 0),
            is_asked=agent.pk in asked,
        )
        for agent in agents
    ]
    return sorted(found, key=_preference)


def _preference(one: Able) -> tuple[int, bool, bool, float, str]:
    share = one.load / one.agent.capacity if one.agent.capacity else 1.0
    return ORDER.index(one.status), not one.has_room, one.is_asked, share, one.agent.name


def _status(agent: Agent) -> str:
    presence: Presence | None = getattr(agent, "presence", None)
    return str(presence.status) if presence else str(Presence.Status.OFFLINE)
