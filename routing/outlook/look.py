"""One look ahead: the chance of each promise to break, and what the next hours of each team hold.

`Outlook.teams`, one entry each: team, likely, hours, slots, chances (percent by ticket), averting. An hour or
slot: at, due (promises that end in it), likely (of them, expected to break), coming (of those that nobody has
written yet, expected to), came (messages expected), answers, people, usual.
`Outlook.promises`: clock, ticket, team, metric, due, chance, sight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from people.models import Team
from routing.forecasting.learned import Learned, Queue
from routing.forecasting.promise import Sight
from routing.forecasting.seasons import HOUR, HourOf
from routing.outlook.open_promises import HORIZON, Standing
from routing.outlook.staff import Staff, staff_of

SLOT = 600.0
SLOTS = 6  # the next hour, as the board draws it
STORED = 200
NEAREST = 20  # promises of a team, for the rows of the board
HELPS = (1, 2, 3)  # people more
WORTH = 1.0  # breaches fewer, or nobody is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    standing: Standing
    sight: Sight
    chance: float

    def as_data(self) -> dict[str, Any]:
        one = self.standing
        return {
            "clock": one.promise.key,
            "ticket": one.ticket,
            "team": one.team,
            "metric": one.metric,
            "due": one.deadline.isoformat(),
            "chance": round(self.chance, 3),
            "sight": self.sight.as_data(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Looker:
    learned: Learned
    staff: dict[int, Staff]
    hour_of: HourOf
    now: float

    def see(self, one: Standing, *, more: float = 0.0, in_hour: int | None = None) -> Seen:
        """`more` people than there will be, in one hour alone."""
        queue, staff = self.learned.queue(one.promise.queue), self.staff.get(one.team or 0, Staff(there=0))

        def speed(n: int) -> float:
            added = more if in_hour == n else 0.0
            return staff.speed(queue, self.hour_of(self.now + n * HOUR), n, more=added)

        sight = self.learned.sight(
            one.promise, at=self.now, ahead=one.ahead, hour_of=self.hour_of, speed=speed
        )
        return Seen(standing=one, sight=sight, chance=self.learned.weights.chance(sight))


def look(
    standing: Sequence[Standing], learned: Learned, *, now: datetime, hour_of: HourOf
) -> tuple[list[Seen], list[dict[str, Any]]]:
    teams = list(Team.objects.filter(is_active=True).order_by("name").values_list("pk", flat=True))
    looker = Looker(learned=learned, staff=staff_of(teams, now=now), hour_of=hour_of, now=now.timestamp())
    seen = [looker.see(one) for one in standing]
    by_team: dict[int | None, list[Seen]] = defaultdict(list)
    for one in seen:
        by_team[one.standing.team].append(one)
    return seen, [_team(looker, team, by_team[team]) for team in [*teams, None] if team or by_team[None]]


def _team(looker: Looker, team: int | None, seen: Sequence[Seen]) -> dict[str, Any]:
    hours = [
        _stretch(looker, team, seen, looker.now + n * HOUR, HOUR, n)
        for n in range(int(HORIZON.total_seconds() // HOUR))
    ]
    return {
        "team": team,
        "likely": round(sum(one.chance for one in seen), 2),
        "hours": hours,
        "slots": [_stretch(looker, team, seen, looker.now + n * SLOT, SLOT, 0) for n in range(SLOTS)],
        "chances": {str(one.standing.ticket): round(100 * one.chance) for one in reversed(seen[:NEAREST])},
        "averting": [_averting(looker, seen, n, hour) for n, hour in enumerate(hours)] if team else [],
    }


def _stretch(
    looker: Looker, team: int | None, seen: Sequence[Seen], begin: float, lasts: float, n: int
) -> dict[str, Any]:
    queue = looker.learned.queue(f"{team or 0}:answers")
    hour = looker.hour_of(begin)
    staff = looker.staff.get(team or 0, Staff(there=0))
    within = [one for one in seen if begin < one.standing.promise.deadline <= begin + lasts]
    share = lasts / HOUR
    answers = queue.answers.between(begin, begin + lasts, looker.hour_of)
    return {
        "at": begin,
        "due": len(within),
        "likely": round(sum(one.chance for one in within), 2),
        "coming": round(_coming(looker, queue, begin, share), 2),
        "came": round(queue.came.at(hour) * share, 2),
        "answers": round(answers * staff.speed(queue, hour, n), 2),
        "people": round(staff.people(queue, hour, n), 1),
        "usual": round(queue.people.at(hour), 1),
    }


def _coming(looker: Looker, queue: Queue, begin: float, share: float) -> float:
    """Of what is not written yet, and will be promised an answer by then: as many as usually are late."""
    written = begin - queue.target
    if not queue.target or written < looker.now:
        return 0.0
    return queue.came.at(looker.hour_of(written)) * share * queue.pace.slow(0.0, queue.target)


def _averting(looker: Looker, seen: Sequence[Seen], n: int, hour: dict[str, Any]) -> dict[str, Any]:
    """The fewest people more in this hour that halve what is likely to break until the end of it."""
    ends = hour["at"] + HOUR
    until = [one for one in seen if one.standing.promise.deadline <= ends + HOUR]
    before = sum(one.chance for one in until)
    best: dict[str, Any] = {}
    for more in HELPS if before > WORTH else ():
        after = sum(looker.see(one.standing, more=more, in_hour=n).chance for one in until)
        if before - after >= WORTH:
            best = {
                "more": more,
                "hour": n,
                "at": hour["at"],
                "before": round(before, 1),
                "after": round(after, 1),
            }
        if after <= before / 2:
            break
    return best
