"""Who waits asks for less: the steps by which a skill is asked for at a lower level, then not at all. Pure.

Stored as [{"after_minutes": 10, "lower_by": 1}, {"after_minutes": 30, "lower_by": null}]; null: anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from helpdesk.lib.faults import Fault

MAX_STEPS = 5
MAX_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    after_minutes: int
    lower_by: int | None  # of the level that was asked for; None: nobody needs it any more


def read_steps(data: Any) -> tuple[Step, ...]:
    """Of what `check_steps` has found sound."""
    return tuple(Step(after_minutes=one["after_minutes"], lower_by=one["lower_by"]) for one in data)


def check_steps(data: object) -> list[Fault]:
    if not isinstance(data, list):
        return [Fault(code="not_a_list", path="steps")]
    if len(data) > MAX_STEPS:
        return [Fault(code="too_many", path="steps", params={"most": MAX_STEPS})]
    if any(not _is_step(one) for one in data):
        return [Fault(code="not_a_step", path="steps")]
    return [] if _rise(read_steps(data)) else [Fault(code="steps_not_rising", path="steps")]


def level_after(steps: Sequence[Step], level: int, minutes: float) -> int:
    """What of the level is left for who has waited so long; 0: nothing."""
    for step in reversed(steps):
        if minutes >= step.after_minutes:
            return _lowered(level, step)
    return level


def next_step(steps: Sequence[Step], level: int, minutes: float) -> Step | None:
    """The one to come that asks for less than is asked for now."""
    now = level_after(steps, level, minutes)
    later = (step for step in steps if step.after_minutes > minutes)
    return next((step for step in later if _lowered(level, step) < now), None)


def _lowered(level: int, step: Step) -> int:
    return 0 if step.lower_by is None else max(1, level - step.lower_by)


def _is_step(one: object) -> bool:
    if not isinstance(one, dict) or one.keys() != {"after_minutes", "lower_by"}:
        return False
    minutes, lower = one["after_minutes"], one["lower_by"]
    return _is_number(minutes, MAX_MINUTES) and (lower is None or _is_number(lower, 4))


def _is_number(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _rise(steps: Sequence[Step]) -> bool:
    """Later asks for less; behind "nobody needs it" nothing can come."""
    for earlier, later in pairwise(steps):
        if later.after_minutes <= earlier.after_minutes or earlier.lower_by is None:
            return False
        if later.lower_by is not None and later.lower_by <= earlier.lower_by:
            return False
    return True
