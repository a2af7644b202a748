"""Business-hours arithmetic. Pure: no database, no clock, no settings.

The wall clock decides: a moment is working time when the clock on the office wall stands inside a block of
that day. So a night that skips an hour is an hour shorter, and one that repeats an hour counts it twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from people.hours import (
    ALWAYS,
    BeyondHorizon,
    Block,
    Calendar,
    CalendarError,
    Day,
    Holiday,
    Line,
    NeverOpens,
    Why,
)
from people.wall_clock import DAY, MICROSECONDS, from_ticks, stretches, to_ticks

__all__ = [
    "ALWAYS",
    "BeyondHorizon",
    "Block",
    "Calendar",
    "CalendarError",
    "Holiday",
    "Line",
    "NeverOpens",
    "Why",
    "add_working",
    "explain",
    "is_open",
    "next_opening",
    "working_seconds",
]

HORIZON_DAYS = 366 * 50


class _Piece(NamedTuple):
    begin: int
    end: int
    why: Why
    name: str


def working_seconds(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Open time between two moments, exact to the microsecond; 0 when the end is not after the start."""
    first, last = to_ticks(start), to_ticks(end)
    total = 0
    if last > first:
        for begin, end_of_day, midnight, day in _days(calendar, first, must_open=False):
            if begin >= last:
                break
            total += _open_within(day, begin - midnight, min(end_of_day, last) - midnight)
    return total / MICROSECONDS


def add_working(calendar: Calendar, start: datetime, seconds: float) -> datetime:
    """The first moment at which that much open time has passed since `start`."""
    left = round(seconds * MICROSECONDS)
    first = to_ticks(start)
    if left <= 0:
        return from_ticks(first)
    for begin, end, midnight, day in _days(calendar, first):
        available = _open_within(day, begin - midnight, end - midnight)
        if available >= left:
            return from_ticks(midnight + _reach(day, begin - midnight, left))
        left -= available
    raise BeyondHorizon


def is_open(calendar: Calendar, at: datetime) -> bool:
    moment = to_ticks(at)
    begin, _, midnight, day = next(_days(calendar, moment, must_open=False))
    wall = begin - midnight
    return any(opens <= wall < closes for opens, closes in day.spans)


def next_opening(calendar: Calendar, at: datetime) -> datetime:
    """`at` itself while open, else the next moment that is."""
    for begin, end, midnight, day in _days(calendar, to_ticks(at)):
        for opens, closes in day.spans:
            opening = max(begin, midnight + opens)
            if opening < min(end, midnight + closes):
                return from_ticks(opening)
    raise BeyondHorizon


def explain(calendar: Calendar, start: datetime, end: datetime) -> list[Line]:
    """Every interval between two moments, in order, without a gap; what counts adds up to working_seconds."""
    lines: list[Line] = []
    for piece in _joined(_pieces(calendar, to_ticks(start), to_ticks(end))):
        lines.append(
            Line(
                from_at=from_ticks(piece.begin),
                until_at=from_ticks(piece.end),
                counted=piece.why == "open",
                why=piece.why,
                name=piece.name,
            )
        )
    return lines


def _days(calendar: Calendar, start: int, *, must_open: bool = True) -> Iterator[tuple[int, int, int, Day]]:
    """(begin, end, midnight, hours) in ticks: each day from `start` on, cut where the offset to UTC changes.

    `midnight` is where the day would have begun at the piece's own offset; `midnight + x` is a wall time.
    """
    for begin, until, offset in stretches(calendar.zone, start):
        number = (begin + offset) // DAY
        if must_open and number - (start + offset) // DAY > HORIZON_DAYS:
            return
        while begin < until:
            if must_open and not calendar.opens_after(number):
                raise NeverOpens
            midnight = number * DAY - offset
            end = min(midnight + DAY, until)
            yield begin, end, midnight, calendar.day(number)
            begin = end
            number += 1


def _pieces(calendar: Calendar, start: int, end: int) -> Iterator[_Piece]:
    if end <= start:
        return
    for begin, end_of_day, midnight, day in _days(calendar, start, must_open=False):
        if begin >= end:
            return
        last = min(end_of_day, end)
        for opens, closes in day.spans:
            opening, closing = max(begin, midnight + opens), min(last, midnight + closes)
            if opening < closing:
                if begin < opening:
                    yield _Piece(begin, opening, day.why, day.name)
                yield _Piece(opening, closing, "open", "")
                begin = closing
        if begin < last:
            yield _Piece(begin, last, day.why, day.name)


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    held: _Piece | None = None
    for piece in pieces:
        if held and held.why == piece.why and held.name == piece.name:
            held = held._replace(end=piece.end)
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held


def _open_within(day: Day, first: int, last: int) -> int:
    if first == 0 and last == DAY:
        return day.total
    return sum(max(0, min(last, closes) - max(first, opens)) for opens, closes in day.spans)


def _reach(day: Day, first: int, left: int) -> int:
    """The wall time of the day at which `left` of open time has passed since `first`."""
    for opens, closes in day.spans:
        opening = max(first, opens)
        if opening < closes:
            if closes - opening >= left:
                return opening + left
            left -= closes - opening
    raise AssertionError("asked of a day that is not open that long")
