"""Warning points of a clock, as whole numbers: 75 is percent of the target, -15 is minutes before it.

Both are working time, and 100 is the breach.
"""

from __future__ import annotations

from helpdesk.lib.faults import Fault, FaultyData, join_path

BREACH = 100
MAX_WARNINGS = 10
MAX_MINUTES_BEFORE = 30_000  # three weeks around the clock, and within a small integer column


def check_warnings(data: object, *, path: str = "warnings") -> list[Fault]:
    if not isinstance(data, list | tuple):
        return [Fault(code="not_a_list", path=path)]
    faults = []
    if len(data) > MAX_WARNINGS:
        faults.append(Fault(code="too_many", path=path, params={"most": MAX_WARNINGS}))
    for number, point in enumerate(data):
        where = join_path(path, number)
        if isinstance(point, bool) or not isinstance(point, int):
            faults.append(Fault(code="not_a_number", path=where))
        elif not (0 < point < BREACH or -MAX_MINUTES_BEFORE <= point < 0):
            faults.append(Fault(code="warning_out_of_range", path=where, params={"warning": point}))
        elif point in data[:number]:
            faults.append(Fault(code="warning_twice", path=where, params={"warning": point}))
    return faults


def parse_warnings(data: object) -> tuple[int, ...]:
    if faults := check_warnings(data):
        raise FaultyData(faults)
    return tuple(data) if isinstance(data, list | tuple) else ()


def reached_after(point: int, target_seconds: int) -> float:
    """Working seconds after the start where the point lies; 0 or less: the target is too short for it."""
    if point > 0:
        return target_seconds * point / 100
    return target_seconds + 60 * point
