"""What would have been said of past promises, by what was known then: to learn, and to be held to it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routing.forecasting.learned import Learned, queues_of
from routing.forecasting.promise import LEADS, Promise, Sight
from routing.forecasting.seasons import HourOf, plain_hour
from routing.forecasting.weighing import Weights, learn

LEARNS_EVERY = 24 * 3600.0
REMEMBERS = 28 * 24 * 3600.0
OUTCOMES = 1_500  # the newest, from which weights are learned


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Of one promise at one moment, and what became of it."""

    promise: Promise
    lead: int
    at: float
    sight: Sight
    chance: float

    @property
    def was_broken(self) -> bool:
        return self.promise.was_broken

    @property
    def settled(self) -> float:
        """When it was known."""
        ended = self.promise.deadline
        return min(ended, self.promise.stopped) if self.promise.stopped is not None else ended


@dataclass(slots=True)
class _Line:
    """The deadlines of what is open in one queue, in order."""

    open: dict[str, list[float]]

    def joins(self, promise: Promise) -> None:
        insort(self.open[promise.queue], promise.deadline)

    def leaves(self, promise: Promise) -> None:
        found = self.open[promise.queue]
        del found[bisect_left(found, promise.deadline)]

    def ahead(self, promise: Promise) -> int:
        return bisect_left(self.open[promise.queue], promise.deadline)


def rehearse(
    promises: Sequence[Promise],
    *,
    leads: Sequence[int] = LEADS,
    hour_of: HourOf = plain_hour,
    until: float | None = None,
) -> Iterator[Said]:
    """In the order of time. Whatever is learned is learned anew each day, from what had ended by then."""
    line, said, learned, learns_next = _Line(defaultdict(list)), list[Said](), Learned(), float("-inf")
    for at, kind, promise, lead in _moments(promises, leads):
        if until is not None and at > until:
            return
        if kind == "joins":
            line.joins(promise)
        elif kind == "leaves":
            line.leaves(promise)
        else:
            if at >= learns_next:
                learned, learns_next = experience(promises, said, at=at, hour_of=hour_of), at + LEARNS_EVERY
            sight = learned.sight(promise, at=at, ahead=line.ahead(promise), hour_of=hour_of)
            found = Said(promise=promise, lead=lead, at=at, sight=sight, chance=learned.weights.chance(sight))
            said.append(found)
            yield found


def experience(
    promises: Sequence[Promise], said: Sequence[Said], *, at: float, hour_of: HourOf = plain_hour
) -> Learned:
    known = [(one.sight, one.was_broken) for one in said if one.settled < at][-OUTCOMES:]
    queues = queues_of(promises, since=_since(promises, at), until=at, hour_of=hour_of)
    return Learned(queues=queues, weights=learn(known, Weights()))


def _since(promises: Sequence[Promise], at: float) -> float:
    """A company of a week has had no four of them."""
    first = min((one.started for one in promises), default=at)
    return max(at - REMEMBERS, first)


def _moments(promises: Sequence[Promise], leads: Sequence[int]) -> list[tuple[float, str, Promise, int]]:
    """Who joins stands in line before anything is said of it, who leaves does no more."""
    order = {"leaves": 0, "joins": 1, "looks": 2}
    in_line = [one for one in promises if one.stopped is None or one.stopped > one.started]
    found = [(one.started, "joins", one, 0) for one in in_line]
    found += [(one.stopped, "leaves", one, 0) for one in in_line if one.stopped is not None]
    for one in promises:
        for lead in leads:
            at = one.deadline - lead
            if at > one.started and (one.stopped is None or one.stopped > at):
                found.append((at, "looks", one, lead))
    return sorted(found, key=lambda moment: (moment[0], order[moment[1]], moment[2].key, -moment[3]))
