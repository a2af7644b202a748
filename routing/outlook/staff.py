"""How many of each team work in the next hours: who is there, then who is to be, or as many as usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from people.models import Membership, Presence
from people.shifts import on_shift, weeks_of
from routing.forecasting.learned import Queue

WORKS = (Presence.Status.AVAILABLE, Presence.Status.BUSY)
FEWEST, MOST = 0.1, 3.0  # of the usual speed: what lies beyond was never seen
HOURS = 5  # from now
USUAL = 0.25  # people an hour; where fewer were seen nothing is told from them


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Of one team: `there` now, which holds for this hour; `planned` for the next ones, if it has shifts."""

    there: int
    planned: Sequence[int] = ()

    def people(self, queue: Queue, hour: int, n: int) -> float:
        """Of the n-th hour from now, which is that hour of the week."""
        if n == 0:
            return float(self.there)
        return float(self.planned[n]) if n < len(self.planned) else queue.people.at(hour)

    def speed(self, queue: Queue, hour: int, n: int, *, more: float = 0.0) -> float:
        """Against the usual. `more`: people that could be added."""
        usual = queue.people.at(hour)
        if usual < USUAL:
            return 1.0
        return max(FEWEST, min(MOST, (self.people(queue, hour, n) + more) / usual))


def staff_of(teams: Sequence[int], *, now: datetime) -> dict[int, Staff]:
    there = Membership.objects.filter(
        team__in=teams, agent__is_active=True, agent__presence__status__in=WORKS
    )
    counted = Counter(there.values_list("team_id", flat=True))
    planned = _planned(teams, now)
    return {team: Staff(there=counted[team], planned=planned.get(team, ())) for team in teams}


def _planned(teams: Sequence[int], now: datetime) -> dict[int, list[int]]:
    """Of teams whose members have shifts how many are to work in each of the next hours, in its middle.

    Who has none could come at any time, which is no plan: they are left out.
    """
    members = Membership.objects.filter(team__in=teams, agent__is_active=True)
    pairs = list(members.values_list("team_id", "agent_id"))
    weeks = weeks_of({agent for _, agent in pairs})
    middles = [now + timedelta(hours=n + 0.5) for n in range(HOURS)]
    found: dict[int, list[int]] = {}
    for team, agent in pairs:
        if agent in weeks:
            counts = found.setdefault(team, [0] * HOURS)
            for n, middle in enumerate(middles):
                counts[n] += on_shift(weeks[agent], middle)
    return found
