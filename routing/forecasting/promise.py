"""A promise as a forecast sees it. Times are seconds since the epoch: nothing here knows a time zone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

Working = Callable[[float, float], float]  # working seconds between two moments

LEADS = (4 * 3600, 2 * 3600, 3600, 1800)  # seconds before the end at which the product is held to its word


def moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def around_the_clock(begin: float, end: float) -> float:
    return max(0.0, end - begin)


@dataclass(frozen=True, kw_only=True)
class Promise:
    key: int
    queue: str  # those that the same people answer, in one line
    started: float
    deadline: float
    target: float  # working seconds
    stopped: float | None = None  # None: it still runs
    by: int | None = None  # who kept it
    working: Working = around_the_clock

    @cached_property
    def lasted(self) -> float:
        """Working seconds until it was kept; of one that runs, more than anybody has waited."""
        if self.stopped is None:
            return float("inf")
        if self.stopped <= self.deadline:
            return max(0.0, self.target - self.working(self.stopped, self.deadline))
        return self.target + self.working(self.deadline, self.stopped)

    @property
    def was_broken(self) -> bool:
        return self.stopped is None or self.stopped > self.deadline

    def left(self, at: float) -> float:
        return self.working(at, self.deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """All that a chance is reckoned from: stored with it, so that it can be looked into and learned from."""

    used: float  # working seconds that it has run
    left: float  # until it is broken
    ahead: int  # of the same queue, that end earlier
    expected: float  # answers of the queue until then, as things stand
    slow: float  # of those that waited as long, the share that was not answered by then
    full: float  # how likely the queue answers fewer than stand before it, and it

    def as_data(self) -> dict[str, float]:
        return {name: round(value, 4) for name, value in asdict(self).items()}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Sight:
        return cls(**{name: data[name] for name in cls.__slots__})
