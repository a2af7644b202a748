"""Whose tickets an agent sees, read once per page: their teams, and for some the tickets of no team."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.models import Agent, Team
from tickets.calls import LEADERS
from tickets.list_choices import ListChoice
from tickets.models import Ticket
from tickets.ticket_numbers import number_of


def teams_of(agent: Agent) -> list[Team]:
    """Those whose tickets the agent sees by role or membership, in the order in which they are shown.

    For the rest of the page `visible_to(agent)` goes by these.
    """
    if agent.sees_everything:
        return list(Team.objects.order_by("name"))
    teams = list(Team.objects.filter(memberships__agent=agent).order_by("name"))
    agent.known_team_ids = [team.pk for team in teams]
    return teams


def colleague_of(agent: Agent, choice: ListChoice) -> Agent | None:
    """Whose list is asked for: of those with whom the agent shares a team, or of all who see everything."""
    if choice.colleague is None:
        return None
    colleagues = Agent.objects.active().in_teams_of(agent)
    found: Agent | None = colleagues.filter(pk=choice.colleague).first()
    return found


def title_of(agent: Agent, choice: ListChoice) -> str:
    """Of a list of somebody or something: empty where that is not theirs to see."""
    if colleague := colleague_of(agent, choice):
        return colleague.name
    if choice.problem and Ticket.objects.visible_to(agent).filter(pk=choice.problem).exists():
        return _("Incidents of %(problem)s") % {"problem": number_of(choice.problem)}
    return ""


def groups_for(agent: Agent, teams: list[Team]) -> list[str]:
    """The socket groups in which all is about what the agent sees. `board`: which colleagues are there."""
    groups = ["board", f"agent.{agent.pk}", *(f"team.{team.pk}" for team in teams)]
    if agent.may_see_unrouted:
        groups.append("team.none")
    if agent.leads or agent.sees_everything:
        groups.append(LEADERS)
    return groups
