"""The promise clock: what starts, pauses, resumes and stops it, and when it is due. Pure.

A clock is its spans: when it started, when it stood still, when it stopped. Deadline and thresholds follow
from them and the calendar, so nothing is added up over time and nothing can drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from people.calendar import Calendar, add_working, working_seconds
from routing.thresholds import BREACH, reached_after

Metric = Literal["first_response", "next_response", "resolution"]
PauseWhy = Literal["pending", "on_hold", "resolved", "answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    metric: Metric
    seconds: int  # of working time
    warnings: tuple[int, ...] = ()  # 75: percent of the target; -15: minutes before it
    extensions: tuple[tuple[int, int], ...] = ()  # (which, seconds): what a person added; within `seconds`

    @property
    def promised(self) -> Target:
        """Without what was added."""
        added = sum(seconds for _, seconds in self.extensions)
        return replace(self, seconds=self.seconds - added, extensions=())

    def extended(self, by: tuple[tuple[int, int], ...]) -> Target:
        added = sum(seconds for _, seconds in by)
        return replace(self, seconds=self.seconds + added, extensions=(*self.extensions, *by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    from_at: datetime
    until_at: datetime | None = None  # None while it lasts
    why: PauseWhy = "pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    point: int  # as in routing/thresholds.py; 100 is the breach
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    target: Target
    cycle: int
    started_at: datetime
    deadline: datetime | None  # None while the clock stands still with time left
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    fired: frozenset[int] = frozenset()  # thresholds that need not fire again

    @property
    def metric(self) -> Metric:
        return self.target.metric

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None and not self.is_paused

    @property
    def is_paused(self) -> bool:
        return self.stopped_at is None and bool(self.pauses) and self.pauses[-1].until_at is None

    @property
    def is_breached(self) -> bool:
        """For a stopped clock: whether it stopped too late."""
        return self.deadline is not None and self.stopped_at is not None and self.deadline < self.stopped_at


def start_clock(target: Target, calendar: Calendar, *, at: datetime, cycle: int = 1) -> ClockState:
    deadline = add_working(calendar, at, target.seconds)
    return ClockState(target=target, cycle=cycle, started_at=at, deadline=deadline)


def pause(state: ClockState, calendar: Calendar, *, at: datetime, why: PauseWhy = "pending") -> ClockState:
    if not state.is_running:
        return state
    begun = Pause(from_at=_not_before_last(state, at), why=why)
    return recompute(replace(state, pauses=(*state.pauses, begun)), calendar)


def resume(state: ClockState, calendar: Calendar, *, at: datetime) -> ClockState:
    if not state.is_paused:
        return state
    *earlier, last = state.pauses
    ended = replace(last, until_at=_not_before_last(state, at))
    return recompute(replace(state, pauses=(*earlier, ended)), calendar)


def stop(state: ClockState, calendar: Calendar, *, at: datetime) -> ClockState:
    if state.stopped_at is not None:
        return state
    at = _not_before_last(state, at)
    return replace(resume(state, calendar, at=at), stopped_at=at)


def restart(state: ClockState, calendar: Calendar, *, at: datetime, why: PauseWhy = "resolved") -> ClockState:
    """Go on after a stop, the time in between left out: a reopened ticket, a reply that bounced."""
    if state.stopped_at is None:
        return state
    gap = Pause(from_at=state.stopped_at, until_at=max(state.stopped_at, at), why=why)
    return recompute(replace(state, stopped_at=None, pauses=(*state.pauses, gap)), calendar)


def undo_stop(state: ClockState) -> ClockState:
    """As if it had never stopped, the time in between counted: a reply that was withdrawn before it left."""
    return replace(state, stopped_at=None)


def retarget(state: ClockState, calendar: Calendar, target: Target) -> ClockState:
    """Another promise for the same clock, counted from its own start: a changed priority, tier or policy."""
    return recompute(replace(state, target=target), calendar)


def recompute(state: ClockState, calendar: Calendar) -> ClockState:
    """The deadline anew from the spans, as after a change of the calendar."""
    return replace(state, deadline=_moment_after(state, calendar, state.target.seconds))


def used_seconds(state: ClockState, calendar: Calendar, *, at: datetime) -> float:
    """Working time that counted until `at`."""
    until = min(at, state.stopped_at) if state.stopped_at else at
    spans = ((begin, until if end is None else min(end, until)) for begin, end in active_spans(state))
    return round(sum(working_seconds(calendar, begin, end) for begin, end in spans), 6)


def thresholds(state: ClockState, calendar: Calendar) -> list[Threshold]:
    """Every warning and the breach that will happen, or has, as things stand now; earliest first."""
    found = []
    for point in (*state.target.warnings, BREACH):
        after = reached_after(point, state.target.seconds)
        moment = _moment_after(state, calendar, after) if after > 0 else None
        if moment is not None and (state.stopped_at is None or moment < state.stopped_at):
            found.append(Threshold(point=point, at=moment))
    return sorted(found, key=lambda threshold: (threshold.at, threshold.point == BREACH))


def next_threshold(state: ClockState, calendar: Calendar) -> Threshold | None:
    """The earliest that has not fired; in the past when it is owed. None: nothing left to wait for."""
    return next((one for one in thresholds(state, calendar) if one.point not in state.fired), None)


def active_spans(state: ClockState) -> Iterator[tuple[datetime, datetime | None]]:
    """Where the clock ran; the last has no end while it runs."""
    begin = state.started_at
    for gap in state.pauses:
        yield begin, gap.from_at
        if gap.until_at is None:
            return
        begin = gap.until_at
    yield begin, state.stopped_at


def _moment_after(state: ClockState, calendar: Calendar, seconds: float) -> datetime | None:
    """When the clock has counted so much, if it ever does; a stop is disregarded, so a deadline outlives it.

    A pause that begins at this very moment comes first, as a reply at the deadline is still in time.
    """
    left = seconds
    for begin, end in active_spans(replace(state, stopped_at=None)):
        if end is None:
            return add_working(calendar, begin, left)
        counted = working_seconds(calendar, begin, end)
        if counted >= left and (moment := add_working(calendar, begin, left)) < end:
            return moment
        left = round(left - counted, 6)
    return None


def _not_before_last(state: ClockState, at: datetime) -> datetime:
    """Events may arrive late; spans stay in order."""
    if not state.pauses:
        return max(at, state.started_at)
    last = state.pauses[-1]
    return max(at, last.until_at or last.from_at)
