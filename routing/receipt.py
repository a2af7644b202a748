"""A clock's receipt: every interval that counted or did not, and why; what counted adds up. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from people.calendar import Calendar, Line, explain
from routing.clockwork import ClockState, active_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    line: Line
    reason: str  # as Line.why, or why the clock stood still: pending, on_hold, resolved, answered
    is_ahead: bool  # still to come, if nothing else happens

    def as_data(self) -> dict[str, Any]:
        return {
            "from": self.line.from_at.isoformat(),
            "until": self.line.until_at.isoformat(),
            "seconds": self.line.seconds,
            "counted": self.line.counted,
            "reason": self.reason,
            "name": self.line.name,
            "is_ahead": self.is_ahead,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    lines: tuple[ReceiptLine, ...]
    target_seconds: int
    counted_seconds: float  # until now, or until it stopped
    ahead_seconds: float  # until the deadline; with what counted exactly the target, while there is time left

    @property
    def left_seconds(self) -> float:
        return round(self.target_seconds - self.counted_seconds, 6)


def receipt(state: ClockState, calendar: Calendar, *, at: datetime) -> Receipt:
    """Up to the stop, or up to `at` and on to the deadline."""
    lines = tuple(
        ReceiptLine(line=line, reason=reason, is_ahead=is_ahead)
        for line, reason, is_ahead in _lines(state, calendar, at)
        if line.from_at < line.until_at
    )
    return Receipt(
        lines=lines,
        target_seconds=state.target.seconds,
        counted_seconds=_total(lines, is_ahead=False),
        ahead_seconds=_total(lines, is_ahead=True),
    )


def _lines(state: ClockState, calendar: Calendar, at: datetime) -> Iterator[tuple[Line, str, bool]]:
    now = max(at, state.started_at)
    gaps = iter(state.pauses)
    for begin, end in active_spans(state):
        for line in explain(calendar, begin, now if end is None else end):
            yield line, line.why, False
        if gap := next(gaps, None):
            until = gap.until_at or max(now, gap.from_at)
            yield Line(from_at=gap.from_at, until_at=until, counted=False, why="paused"), gap.why, False
    if state.is_running and state.deadline and state.deadline > now:
        begin = max(now, state.pauses[-1].until_at or now) if state.pauses else now
        for line in explain(calendar, begin, state.deadline):
            yield line, line.why, True


def _total(lines: tuple[ReceiptLine, ...], *, is_ahead: bool) -> float:
    counted = (one.line.seconds for one in lines if one.line.counted and one.is_ahead is is_ahead)
    return round(sum(counted), 6)
