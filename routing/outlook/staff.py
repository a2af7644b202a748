"""How many of each team work in the next hours: who is there, and later as many as usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from people.models import Membership, Presence
from routing.forecasting.learned import Queue

WORKS = (Presence.Status.AVAILABLE, Presence.Status.BUSY)
FEWEST, MOST = 0.1, 3.0  # of the usual speed: what lies beyond was never seen
USUAL = 0.25  # people an hour; where fewer were seen nothing is told from them


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Of one team: `there` now, which holds for this hour."""

    there: int

    def people(self, queue: Queue, hour: int, n: int) -> float:
        """Of the n-th hour from now, which is that hour of the week."""
        return float(self.there) if n == 0 else queue.people.at(hour)

    def speed(self, queue: Queue, hour: int, n: int, *, more: float = 0.0) -> float:
        """Against the usual. `more`: people that could be added."""
        usual = queue.people.at(hour)
        if usual < USUAL:
            return 1.0
        return max(FEWEST, min(MOST, (self.people(queue, hour, n) + more) / usual))


def staff_of(teams: Iterable[int]) -> dict[int, Staff]:
    there = Membership.objects.filter(
        team__in=teams, agent__is_active=True, agent__presence__status__in=WORKS
    )
    counted = Counter(there.values_list("team_id", flat=True))
    return {team: Staff(there=counted[team]) for team in teams}
