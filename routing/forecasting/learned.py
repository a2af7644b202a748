"""What past promises teach: how fast each queue is, when answers come, and how much either counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from routing.forecasting.pace import Pace
from routing.forecasting.promise import Promise, Sight
from routing.forecasting.seasons import HourOf, Seasons, hours_between, plain_hour
from routing.forecasting.weighing import Weights, full

Speed = Callable[[int], float]  # of the so-manieth hour from now: 1 is as usual


def as_usual(_: int) -> float:
    return 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    pace: Pace = field(default_factory=Pace)
    came: Seasons = field(default_factory=Seasons)
    answers: Seasons = field(default_factory=Seasons)
    people: Seasons = field(default_factory=Seasons)  # how many of them answered anything in that hour
    target: float = 0.0  # working seconds that are mostly promised

    def as_data(self) -> dict[str, Any]:
        return {
            "pace": [round(moment) for moment in self.pace.moments],
            "seen": self.pace.seen,
            "target": self.target,
            **{name: _rounded(getattr(self, name)) for name in ("came", "answers", "people")},
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Queue:
        rates = {name: Seasons(_by_hour(data[name])) for name in ("came", "answers", "people")}
        return cls(pace=Pace(data["pace"], data["seen"]), target=data["target"], **rates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    queues: Mapping[str, Queue] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)

    def queue(self, name: str) -> Queue:
        return self.queues.get(name) or Queue()

    def sight(
        self, promise: Promise, *, at: float, ahead: int, hour_of: HourOf, speed: Speed = as_usual
    ) -> Sight:
        """`speed`: how many work in an hour against the usual one; with twice as many, time lasts twice."""
        left = promise.left(at)
        used = max(0.0, promise.target - left)
        queue = self.queue(promise.queue)
        usual = queue.answers.between(at, promise.deadline, hour_of)
        hours = list(hours_between(at, promise.deadline, hour_of))
        expected = sum(queue.answers.at(hour) * share * speed(n) for n, (hour, share) in enumerate(hours))
        faster = expected / usual if usual else 1.0
        return Sight(
            used=used,
            left=left,
            ahead=ahead,
            expected=expected,
            slow=queue.pace.slow(used, left * faster),
            full=full(ahead, expected),
        )


def queues_of(
    promises: Iterable[Promise], *, since: float, until: float, hour_of: HourOf = plain_hour
) -> dict[str, Queue]:
    """From what was known at `until`: what ended later ran on, as far as anybody could say."""
    by_queue: dict[str, list[Promise]] = {}
    for promise in promises:
        if promise.started < until:
            by_queue.setdefault(promise.queue, []).append(promise)
    return {name: _queue(found, since, until, hour_of) for name, found in by_queue.items()}


def _queue(promises: Sequence[Promise], since: float, until: float, hour_of: HourOf) -> Queue:
    kept = [one for one in promises if one.stopped is not None and since <= one.stopped < until]
    overdue = [
        one for one in promises if (one.stopped is None or one.stopped >= until) and one.deadline < until
    ]
    stops = [one.stopped for one in kept if one.stopped is not None]
    working = {(int(one.stopped // 3600), one.by) for one in kept if one.by is not None and one.stopped}
    return Queue(
        pace=Pace.of([one.lasted for one in kept] + [float("1e9") for _ in overdue]),
        came=Seasons.of((one.started for one in promises), since=since, until=until, hour_of=hour_of),
        answers=Seasons.of(stops, since=since, until=until, hour_of=hour_of),
        people=Seasons.of((hour * 3600.0 for hour, _ in working), since=since, until=until, hour_of=hour_of),
        target=sorted(one.target for one in promises)[len(promises) // 2],
    )


def _rounded(seasons: Seasons) -> dict[str, float]:
    return {str(hour): round(rate, 4) for hour, rate in seasons.rates.items()}


def _by_hour(data: Mapping[str, float]) -> dict[int, float]:
    return {int(hour): rate for hour, rate in data.items()}
