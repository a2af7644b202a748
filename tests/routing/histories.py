"""Whole histories of clocks, for tests of what one thing after another does to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from people.calendar import Calendar
from routing.clock_history import Clocks, Happening, Policy, advance
from routing.clockwork import ClockState, used_seconds


def replay(happenings: Iterable[Happening], policy: Policy, calendar: Calendar) -> Clocks:
    clocks: Clocks = ()
    for happening in happenings:
        clocks = advance(clocks, happening, policy, calendar)
    return clocks


def mark_fired(state: ClockState, point: int) -> ClockState:
    return replace(state, fired=state.fired | {point})


def remaining_seconds(state: ClockState, calendar: Calendar, *, at: datetime) -> float:
    return round(state.target.seconds - used_seconds(state, calendar, at=at), 6)
