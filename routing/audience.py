"""Who hears of a step of the ladder: whoever has the ticket, who leads, a role or somebody by name."""

from __future__ import annotations

from collections.abc import Iterable

from people.models import Agent, Membership, Role
from people.who_watches import who_watches
from routing.ladder import StepAction
from tickets.models import Ticket


class Audience:
    """Asked for many tickets at once; each question of a team or a role is asked once."""

    def __init__(self, tickets: Iterable[Ticket]) -> None:
        self._leads = dict(who_watches({ticket.team_id for ticket in tickets}))
        self._members: dict[int | None, set[int]] = {}
        self._by_role: dict[str, set[int]] = {}

    def of(self, action: StepAction, ticket: Ticket) -> set[int]:
        if action.do == "notify_holder":
            return {ticket.assignee_id} if ticket.assignee_id else set()
        if action.do == "notify_leads":
            return self._leads_of(ticket.team_id)
        if action.do == "notify_role":
            return self._members_of(ticket.team_id) if action.to == Role.AGENT else self._all(action.to)
        return set(Agent.objects.active().filter(pk=action.to).values_list("pk", flat=True))

    def _leads_of(self, team: int | None) -> set[int]:
        if team not in self._leads:
            self._leads |= who_watches({team})
        return self._leads[team]

    def _members_of(self, team: int | None) -> set[int]:
        if team not in self._members:
            found = Membership.objects.filter(team=team, agent__is_active=True, agent__role=Role.AGENT)
            self._members[team] = set(found.values_list("agent", flat=True))
        return self._members[team]

    def _all(self, role: str) -> set[int]:
        if role not in self._by_role:
            found = Agent.objects.active().filter(role=role)
            self._by_role[role] = set(found.values_list("pk", flat=True))
        return self._by_role[role]
