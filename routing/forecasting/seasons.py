"""How many come, or are answered, in each hour of the week: the mean of the weeks that were seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

HOUR = 3600.0
DAYS, WEEK = 24, 168
HourOf = Callable[[float], int]  # of the week, by the company's clock: 0 is Monday's first
SHRINKS = 2.0  # weeks of the day's own mean that stand beside what one hour of the week has seen


def plain_hour(at: float) -> int:
    """By UTC: the epoch began on a Thursday."""
    return int(at // HOUR + 3 * DAYS) % WEEK


@dataclass(frozen=True, slots=True)
class Seasons:
    """Per hour, for each hour of the week."""

    rates: Mapping[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, moments: Iterable[float], *, since: float, until: float, hour_of: HourOf) -> Seasons:
        """An hour that few weeks have shown leans on the same hour of other days."""
        weeks = max((until - since) / (WEEK * HOUR), 1 / 7)
        counts = Counter(hour_of(at) for at in moments if since <= at < until)
        of_day: dict[int, float] = defaultdict(float)
        for hour, number in counts.items():
            of_day[hour % DAYS] += number / (7 * weeks)
        return cls(
            {
                hour: (counts[hour] + SHRINKS * of_day[hour % DAYS]) / (weeks + SHRINKS)
                for hour in range(WEEK)
                if of_day[hour % DAYS]
            }
        )

    def at(self, hour: int) -> float:
        return self.rates.get(hour, 0.0)

    def between(self, begin: float, end: float, hour_of: HourOf) -> float:
        return sum(self.at(hour) * share for hour, share in hours_between(begin, end, hour_of))


def hours_between(begin: float, end: float, hour_of: HourOf) -> Iterator[tuple[int, float]]:
    """Each hour of the week that lies between, with how much of it does. Of more than a week, the first."""
    at, end = begin, min(end, begin + WEEK * HOUR)
    while at < end:
        upto = min((at // HOUR + 1) * HOUR, end)
        yield hour_of(at), (upto - at) / HOUR
        at = upto
