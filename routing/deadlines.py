"""What a ticket as a whole owes: its nearest promise, and how its promises stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from routing.clocks import OVER, Kept
from routing.thresholds import BREACH, reached_after
from tickets.models import SlaState as State

AT_RISK_FROM = 0.75  # of the target: a warning at half-time is no alarm yet


def summary(clocks: Iterable[Kept]) -> tuple[datetime | None, State]:
    """(the nearest deadline that is running, how the promises stand) of one ticket."""
    counting = [one for one in clocks if one.row.stop_reason not in OVER]
    going = [one for one in counting if one.state.stopped_at is None]
    running = [one for one in going if one.state.is_running and one.state.deadline]
    nearest = min((one.state.deadline for one in running if one.state.deadline), default=None)
    if not going:
        return None, _ended(counting)
    if any(BREACH in one.state.fired for one in going):
        return nearest, State.BREACHED
    if not running:
        return None, State.PAUSED
    return nearest, State.AT_RISK if any(map(is_at_risk, running)) else State.OK


def _ended(stopped: list[Kept]) -> State:
    if not stopped:
        return State.NONE
    return State.BREACHED if any(one.state.is_breached for one in stopped) else State.MET


def is_at_risk(one: Kept) -> bool:
    seconds = one.state.target.seconds
    return any(reached_after(point, seconds) >= AT_RISK_FROM * seconds for point in one.state.fired)
