"""What each thing that happens to a ticket does to its clocks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from people.calendar import Calendar
from routing.clockwork import (
    ClockState,
    Metric,
    Target,
    pause,
    restart,
    resume,
    start_clock,
    stop,
    undo_stop,
)

What = Literal[
    "opened",  # by the customer's first message
    "customer_wrote",  # again
    "agent_replied",  # a person; our automatic mail answers no promise
    "reply_withdrawn",  # before it left
    "reply_bounced",
    "status_changed",  # by hand, with no message
    "resolved",
    "reopened",  # by hand; a customer's message says customer_wrote
    "closed",
    "cancelled",  # closed, because what another function was to do is no longer wanted
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    what: What
    at: datetime
    status: str  # of the ticket from then on


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The promises that apply to one ticket, its priority already looked up."""

    targets: Mapping[Metric, Target]
    pauses_on: frozenset[str] = field(default=frozenset({"pending", "on_hold"}))  # the resolution clock only


_DONE = frozenset({"resolved", "closed"})
_ENDS = _DONE | {"cancelled"}

Clocks = tuple[ClockState, ...]  # in the order in which they started


def advance(clocks: Clocks, happening: Happening, policy: Policy, calendar: Calendar) -> Clocks:
    """The clocks after one more thing happened. What it does not touch stays the very same object."""
    if happening.what in _ENDS:
        return tuple(stop(clock, calendar, at=happening.at) for clock in clocks)
    if happening.what == "opened":
        clocks = _start(clocks, ("first_response", "resolution"), happening.at, policy, calendar)
    elif happening.what == "customer_wrote" and not _answer_is_owed(clocks):
        clocks = _start(clocks, ("next_response",), happening.at, policy, calendar)
    elif happening.what == "agent_replied":
        clocks = _answer(clocks, happening.at, calendar)
    elif happening.what in {"reply_withdrawn", "reply_bounced"}:
        clocks = _unanswer(clocks, happening, calendar)
    return tuple(
        _follow_status(clock, happening, policy, calendar) if clock.metric == "resolution" else clock
        for clock in clocks
    )


def _start(
    clocks: Clocks, metrics: tuple[Metric, ...], at: datetime, policy: Policy, calendar: Calendar
) -> Clocks:
    started = (
        start_clock(policy.targets[metric], calendar, at=at, cycle=_next_cycle(clocks, metric))
        for metric in metrics
        if metric in policy.targets
    )
    return (*clocks, *started)


def _answer_is_owed(clocks: Clocks) -> bool:
    """Then another message starts nothing: the promise counts from the first that is unanswered."""
    return any(clock.metric != "resolution" and clock.stopped_at is None for clock in clocks)


def _answer(clocks: Clocks, at: datetime, calendar: Calendar) -> Clocks:
    return tuple(clock if clock.metric == "resolution" else stop(clock, calendar, at=at) for clock in clocks)


def _unanswer(clocks: Clocks, happening: Happening, calendar: Calendar) -> Clocks:
    """The last promise is owed again, if it is not anyway."""
    responses = [clock for clock in clocks if clock.metric != "resolution"]
    if not responses or happening.status in _DONE:
        return clocks
    last = responses[-1]
    if happening.what == "reply_withdrawn":
        owed = undo_stop(last)
    else:
        owed = restart(last, calendar, at=happening.at, why="answered")
    return tuple(owed if clock is last else clock for clock in clocks)


def _follow_status(clock: ClockState, happening: Happening, policy: Policy, calendar: Calendar) -> ClockState:
    """Resolution stands still while the policy says so, and goes on when a resolved ticket is taken up."""
    status, at = happening.status, happening.at
    if status in _DONE:
        return stop(clock, calendar, at=at)
    if clock.stopped_at is not None:
        clock = restart(clock, calendar, at=at)
    if clock.is_paused and clock.pauses[-1].why != status:
        clock = resume(clock, calendar, at=at)
    if status in policy.pauses_on and not clock.is_paused:
        clock = pause(clock, calendar, at=at, why="on_hold" if status == "on_hold" else "pending")
    return clock


def _next_cycle(clocks: Clocks, metric: Metric) -> int:
    return 1 + sum(clock.metric == metric for clock in clocks)
