"""What publishing a draft would mean for teams and promises, from what its dry run has counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from people.models import Team
from routing.models import DryRun
from routing.replayed_promise import METRICS
from tickets.models import Ticket

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEffect:
    """Tickets a week, and how many of them for each place that the agents of the team have."""

    name: str
    before: float
    after: float
    share_before: float | None  # none: nobody is in the team
    share_after: float | None

    @property
    def more(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseEffect:
    """Tickets whose promise would be another one."""

    shorter: int = 0
    longer: int = 0
    gained: int = 0
    lost: int = 0

    @property
    def any(self) -> bool:
        return bool(self.shorter or self.longer or self.gained or self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    teams: list[TeamEffect]
    promises: dict[str, PromiseEffect]  # by metric
    answered: int  # of the tickets that change: by both promises there is something to compare
    met_before: int
    met_after: int


def effect_of(row: DryRun, promised: Iterable[Mapping[str, Any]]) -> Effect:
    """`promised`: of each ticket that changes, before and after (routing/replayed_promise.py)."""
    pairs = [(one["before"], one["after"]) for one in promised if one]
    compared = [pair for pair in pairs if None not in {pair[0]["met"], pair[1]["met"]}]
    return Effect(
        teams=list(_teams(row)),
        promises={metric: _promise(metric, pairs) for metric in METRICS},
        answered=len(compared),
        met_before=sum(old["met"] for old, _new in compared),
        met_after=sum(new["met"] for _old, new in compared),
    )


def _promise(metric: str, pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> PromiseEffect:
    counted = dict.fromkeys(("shorter", "longer", "gained", "lost"), 0)
    for old, new in pairs:
        was, is_now = old[metric], new[metric]
        if was == is_now:
            continue
        if was is None or is_now is None:
            counted["gained" if was is None else "lost"] += 1
        else:
            counted["shorter" if is_now < was else "longer"] += 1
    return PromiseEffect(**counted)


def _teams(row: DryRun) -> Iterator[TeamEffect]:
    """Those that would get more or fewer, the largest difference first."""
    weeks = _lasted(row) / WEEK
    before, after = row.loads.get("before", {}), row.loads.get("after", {})
    changed = [key for key in before.keys() | after.keys() if before.get(key, 0) != after.get(key, 0)]
    places = _places(int(key) for key in changed if key)
    found = []
    for key in changed:
        if not key or int(key) not in places:
            continue
        name, capacity = places[int(key)]
        old, new = before.get(key, 0) / weeks, after.get(key, 0) / weeks
        share = (old / capacity, new / capacity) if capacity else (None, None)
        found.append(
            TeamEffect(name=name, before=old, after=new, share_before=share[0], share_after=share[1])
        )
    yield from sorted(found, key=lambda one: (-abs(one.more), one.name))


def _places(teams: Iterable[int]) -> dict[int, tuple[str, int]]:
    """By team: its name, and how many tickets its agents may hold at once."""
    active = Q(agents__is_active=True)
    rows = Team.objects.filter(pk__in=list(teams)).annotate(
        n=Count("agents", filter=active), room=Sum("agents__capacity", filter=active)
    )
    return {team.pk: (team.name, team.room or 0) for team in rows}


def _lasted(row: DryRun) -> timedelta:
    """From the oldest ticket that was replayed: a young house, or one with very many, has fewer days."""
    oldest = Ticket.objects.filter(pk=row.reached).values_list("created_at", flat=True).first()
    asked = timedelta(days=row.days)
    return max(timedelta(days=1), min(asked, row.asked_at - oldest)) if oldest else asked
