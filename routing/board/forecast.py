"""What the newest outlook says of the teams on the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from people.models import Team
from routing.board.scope import Scope
from routing.forecasting.promise import moment
from routing.models import Outlook

STALE = timedelta(minutes=5)  # older than that it says nothing any more
SAYS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """An hour, or ten minutes of the next one."""

    at: datetime
    due: int
    likely: float  # of what is open
    coming: float  # of what nobody has written yet
    came: float
    answers: float
    people: float
    usual: float

    @property
    def broken(self) -> float:
        return self.likely + self.coming

    @property
    def total(self) -> float:
        return self.due + self.coming

    def __add__(self, other: Stretch) -> Stretch:
        names = ("due", "likely", "coming", "came", "answers", "people", "usual")
        return Stretch(at=self.at, **{name: getattr(self, name) + getattr(other, name) for name in names})

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Stretch:
        return cls(**{**data, "at": moment(data["at"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What would avert how much."""

    team: Team | None
    more: int
    at: datetime
    until: datetime
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamForecast:
    team: Team | None
    likely: float
    hours: Sequence[Stretch]
    slots: Sequence[Stretch]
    helps: Sequence[Help]
    chances: Mapping[str, int]  # percent, by ticket

    @property
    def next_hour(self) -> float:
        return self.hours[0].broken if self.hours else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    made_at: datetime
    teams: Sequence[TeamForecast]
    experience_id: int | None
    left_out: int

    @property
    def likely(self) -> int:
        """In the next hour."""
        return round(sum(team.next_hour for team in self.teams))

    @property
    def worst(self) -> TeamForecast | None:
        found = max(self.teams, key=lambda team: team.next_hour, default=None)
        return found if found and len(self.teams) > 1 and round(found.next_hour) else None

    @property
    def worst_likely(self) -> int:
        return round(self.worst.next_hour) if self.worst else 0

    @property
    def chances(self) -> dict[str, int]:
        return {ticket: percent for team in self.teams for ticket, percent in team.chances.items()}

    @property
    def slots(self) -> list[Stretch]:
        """Of all teams together."""
        columns = list(zip(*(team.slots for team in self.teams), strict=True))
        return [sum(column[1:], column[0]) for column in columns]

    @property
    def help(self) -> Help | None:
        """That which averts most."""
        helps = [one for team in self.teams for one in team.helps]
        return max(helps, key=lambda one: one.before - one.after, default=None)


def forecast_for(scope: Scope) -> Forecast | None:
    """None: nobody has looked lately."""
    fresh = Outlook.objects.filter(made_at__gte=timezone.now() - STALE).order_by("-minute")
    found = fresh.values("made_at", "teams", "experience", "left_out").first()
    if found is None:
        return None
    known = {team.pk: team for team in scope.teams}
    return Forecast(
        made_at=found["made_at"],
        teams=[_team(one, known.get(one["team"])) for one in found["teams"] if scope.holds(one["team"])],
        experience_id=found["experience"],
        left_out=found["left_out"],
    )


def _team(data: Mapping[str, Any], team: Team | None) -> TeamForecast:
    return TeamForecast(
        team=team,
        likely=data["likely"],
        hours=[Stretch.of(one) for one in data["hours"]],
        slots=[Stretch.of(one) for one in data["slots"]],
        chances=data["chances"],
        helps=[_help(one, team) for one in data["averting"] if one],
    )


def _help(data: Mapping[str, Any], team: Team | None) -> Help:
    at = moment(data["at"])
    return Help(
        team=team,
        more=data["more"],
        at=at,
        until=at + timedelta(hours=1),
        before=data["before"],
        after=data["after"],
    )
