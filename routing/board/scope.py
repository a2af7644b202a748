"""Of which teams the board tells: all that the viewer leads, and what has no team yet; or one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from helpdesk.lib.whole_number import whole_number
from people.models import Agent, Team
from tickets.list_choices import ListChoice, Part, View
from tickets.scope import teams_of

NO_TEAM = "none"  # as an address says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    viewer: Agent
    teams: Sequence[Team]  # of the viewer, as tickets/scope.py reads them
    asked: str = ""  # in the address: nothing, NO_TEAM or the number of a team

    @property
    def team(self) -> Team | None:
        return next((team for team in self.teams if str(team.pk) == self.asked), None)

    @property
    def team_ids(self) -> list[int]:
        """Those whose tickets are told of; what has no team is told of besides, unless one team was asked."""
        if self.asked == NO_TEAM:
            return []
        return [team.pk for team in self.teams if self.asked in ("", str(team.pk))]

    @property
    def has_unrouted(self) -> bool:
        return self.viewer.may_see_unrouted and self.asked in ("", NO_TEAM)

    @property
    def view(self) -> str:
        """The list that holds exactly these tickets."""
        if not self.asked:
            return View.TEAMS
        return View.UNROUTED if self.asked == NO_TEAM else f"{View.TEAM}-{self.asked}"

    @property
    def tickets(self) -> Q:
        wanted = Q(team__in=self.team_ids)
        return wanted | Q(team=None) if self.has_unrouted else wanted

    def choice(self, part: str = Part.WHOLE) -> ListChoice:
        return ListChoice.read({"view": self.view, "part": part})

    def holds(self, team: int | None) -> bool:
        return self.has_unrouted if team is None else team in self.team_ids


def scope_of(viewer: Agent, asked: str) -> Scope:
    teams = teams_of(viewer)
    number = whole_number(asked) if asked not in ("", NO_TEAM) else None
    if asked == NO_TEAM and not viewer.may_see_unrouted:
        raise Http404
    if asked not in ("", NO_TEAM) and number not in {team.pk for team in teams}:
        raise Http404
    return Scope(viewer=viewer, teams=teams, asked=str(number) if number else asked)


def list_url(view: str, part: str = Part.WHOLE) -> str:
    address = ListChoice.read({"view": view, "part": part}).address
    return f"{reverse('tickets:inbox')}?{address}"


def view_of(team: int | None) -> str:
    return View.UNROUTED if team is None else f"{View.TEAM}-{team}"
