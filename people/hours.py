"""Opening hours as a value: the weekly blocks, the zone and the days that differ."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from people.wall_clock import MICROSECONDS

Block = tuple[int, int]  # minutes of the day: (540, 720) is 09:00-12:00, and 1440 is 24:00
Why = Literal["open", "closed_hours", "closed_day", "weekend", "holiday", "paused"]

DAY_MINUTES = 1440
ALWAYS: tuple[tuple[Block, ...], ...] = (((0, DAY_MINUTES),),) * 7
_MINUTE = 60 * MICROSECONDS
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


class CalendarError(ValueError):
    """Working time that cannot be counted."""


class NeverOpens(CalendarError):
    """There is no opening after this moment."""


class BeyondHorizon(CalendarError):
    """The answer lies more than fifty years ahead: the hours or the target cannot be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    name: str
    blocks: tuple[Block, ...] = ()  # special opening hours; none: closed all day


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Opening hours of a week, Monday first, in one time zone, with the days that differ."""

    zone: ZoneInfo
    week: tuple[tuple[Block, ...], ...]
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    _days: dict[int, Day] = field(init=False, repr=False, compare=False)
    _week: tuple[Day, ...] = field(init=False, repr=False, compare=False)
    _last_opening: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = {
            day.toordinal() - _EPOCH_ORDINAL: _day(holiday.blocks, "holiday", holiday.name)
            for day, holiday in self.holidays.items()
        }
        week = tuple(
            _day(blocks, _why_closed(weekday, blocks), "") for weekday, blocks in enumerate(self.week)
        )
        last = (
            math.inf
            if any(day.total for day in week)
            else max((n for n in days if days[n].total), default=-math.inf)
        )
        object.__setattr__(self, "_days", days)
        object.__setattr__(self, "_week", week)
        object.__setattr__(self, "_last_opening", last)

    def day(self, number: int) -> Day:
        """The hours of one day, counted from 1970-01-01, which was a Thursday."""
        return self._days.get(number) or self._week[(number + 3) % 7]

    def opens_after(self, number: int) -> bool:
        return number <= self._last_opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One interval that counted or did not, and why."""

    from_at: datetime
    until_at: datetime
    counted: bool
    why: Why
    name: str = ""  # of the holiday

    @property
    def seconds(self) -> float:
        return (self.until_at - self.from_at).total_seconds()


class Day(NamedTuple):
    spans: tuple[tuple[int, int], ...]  # ticks since midnight
    total: int
    why: Why  # why the rest of the day is closed
    name: str


def _day(blocks: tuple[Block, ...], why: Why, name: str) -> Day:
    spans = tuple((opens * _MINUTE, closes * _MINUTE) for opens, closes in sorted(blocks))
    return Day(spans, sum(closes - opens for opens, closes in spans), why, name)


def _why_closed(weekday: int, blocks: tuple[Block, ...]) -> Why:
    if blocks:
        return "closed_hours"
    return "weekend" if weekday >= 5 else "closed_day"
