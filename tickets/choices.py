"""What an agent may choose from on a ticket: assignees, teams, categories, and the tags it has."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, TextChoices

from people.models import Agent, Team
from tickets.models import Category, Priority, Sentiment, Tag, Ticket, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    assignees: list[Agent]
    teams: list[Team]
    categories: list[Category]
    tags: list[Tag]
    priorities: list[tuple[str, str]]
    moods: list[tuple[str, str]]
    urgencies: list[tuple[str, str]]


def choices_for(ticket: Ticket, *, agent: Agent) -> Choices:
    return Choices(
        assignees=assignees_for(ticket, agent=agent),
        teams=list(Team.objects.filter(Q(is_active=True) | Q(pk=ticket.team_id))),
        categories=list(Category.objects.filter(Q(is_active=True) | Q(pk=ticket.category_id))),
        tags=list(ticket.tags.all()),
        priorities=_pairs(Priority),
        moods=_pairs(Sentiment),
        urgencies=_pairs(Urgency),
    )


def _pairs(choices: type[TextChoices]) -> list[tuple[str, str]]:
    """The greatest first."""
    return [(code, str(label)) for code, label in reversed(choices.choices)]


def assignees_for(ticket: Ticket, *, agent: Agent) -> list[Agent]:
    """The team's agents, whoever asks, and who has it now; without a team the colleagues of whoever asks."""
    able = Agent.objects.may_answer()
    team = Q(teams=ticket.team_id) if ticket.team_id else Q(pk__in=able.in_teams_of(agent).values("pk"))
    wanted = able.filter(team | Q(pk=agent.pk) | Q(pk=ticket.assignee_id))
    return list(wanted.select_related("presence").distinct().order_by("name"))
