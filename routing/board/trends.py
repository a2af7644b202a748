"""How the board's numbers went in the last hour, from what was written down each minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from helpdesk.lib import kept
from routing.board.minute import NAMES
from routing.board.scope import Scope
from routing.models import Outlook

SPAN = timedelta(hours=1)
EVERY = 5  # minutes: a point of the curve
LASTS = 20  # seconds, for everybody
LEAST = 2  # points
HOUR = 60 // EVERY - 1

Minutes = Sequence[Mapping[str, Sequence[int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    points: Sequence[float]

    @property
    def change(self) -> int:
        """Since an hour ago; nothing is said of one while less than that is known."""
        return round(self.points[-1] - self.points[0]) if len(self.points) >= HOUR else 0

    @property
    def size(self) -> int:
        return abs(self.change)


def trends_of(scope: Scope) -> dict[str, Trend]:
    """By the name of the figure; none before a few minutes are known."""
    minutes = _minutes()
    teams = [str(team) for team in scope.team_ids] + (["0"] if scope.has_unrouted else [])
    if len(minutes) < LEAST:
        return {}
    found = {name: Trend(points=[_value(one, name, teams) for one in minutes]) for name in NAMES[:4]}
    shares = [_share(one, teams) for one in minutes]
    known = [share for share in shares if share is not None]
    return found | ({"service": Trend(points=known)} if len(known) >= LEAST else {})


def _minutes() -> Minutes:
    found: Minutes | None = kept.get("board-trends")
    if found is None:
        rows = Outlook.objects.filter(minute__gte=timezone.now() - SPAN).order_by("-minute")
        found = list(rows.values_list("figures", flat=True))[::EVERY][::-1]
        kept.keep({"board-trends": found}, seconds=LASTS)
    return found


def _value(minute: Mapping[str, Sequence[int]], name: str, teams: Sequence[str]) -> float:
    at = NAMES.index(name)
    values = [minute[team][at] for team in teams if team in minute]
    return float(max(values, default=0) if name == "oldest" else sum(values))


def _share(minute: Mapping[str, Sequence[int]], teams: Sequence[str]) -> float | None:
    in_time, late = _value(minute, "in_time", teams), _value(minute, "too_late", teams)
    return 100 * in_time / (in_time + late) if in_time + late else None
