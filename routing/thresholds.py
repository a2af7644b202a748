"""Moments of a clock as whole numbers, in working time: 75 is percent of the target, 100 the breach,
-15 is 15 minutes before it and 130 is 30 minutes after it.
"""

from __future__ import annotations

BREACH = 100
MAX_MINUTES = 30_000  # three weeks around the clock, and within a small integer column


def reached_after(point: int, target_seconds: int) -> float:
    """Working seconds after the start where the point lies; 0 or less: the target is too short for it."""
    if point > BREACH:
        return target_seconds + 60 * (point - BREACH)
    if point > 0:
        return target_seconds * point / 100
    return target_seconds + 60 * point
