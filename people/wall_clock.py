"""Where a time zone changes its offset, so that the rest can count in plain seconds in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MICROSECONDS = 1_000_000
DAY = 86_400 * MICROSECONDS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def to_ticks(at: datetime) -> int:
    """Microseconds since 1970 in UTC: whole numbers, so that nothing is ever lost to rounding."""
    return (at - _EPOCH) // _TICK


def from_ticks(ticks: int) -> datetime:
    return _EPOCH + timedelta(microseconds=ticks)


def stretches(zone: ZoneInfo, start: int) -> Iterator[tuple[int, int, int]]:
    """From `start` on: (from, until, offset), all in ticks, with one offset to UTC in each stretch."""
    year = from_ticks(start).year
    begin, offset = start, _offset(zone, start)
    while year < 9999:
        for moment, changed in _changes(zone, year):
            if moment > begin:
                yield begin, moment, offset
                begin, offset = moment, changed
            elif moment == begin:
                offset = changed
        year += 1
        edge = _new_year(year)
        yield begin, edge, offset
        begin = edge


@lru_cache(maxsize=1024)
def _changes(zone: ZoneInfo, year: int) -> tuple[tuple[int, int], ...]:
    """Each moment of the year (UTC) at which the offset changes, with the offset from then on."""
    found = []
    edge = _new_year(year + 1)
    moment = _new_year(year)
    before = _offset(zone, moment)
    while moment < edge:
        later = min(moment + DAY, edge)
        after = _offset(zone, later)
        if after != before:
            found.append((_bisect(zone, moment, later), after))
        moment, before = later, after
    return tuple(found)


def _bisect(zone: ZoneInfo, low: int, high: int) -> int:
    before = _offset(zone, low)
    while high - low > MICROSECONDS:
        middle = (low + high) // (2 * MICROSECONDS) * MICROSECONDS
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: ZoneInfo, ticks: int) -> int:
    offset = from_ticks(ticks).astimezone(zone).utcoffset()
    return 0 if offset is None else offset // _TICK


def _new_year(year: int) -> int:
    return to_ticks(datetime(year, 1, 1, tzinfo=UTC))
