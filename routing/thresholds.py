"""Warning points of a clock as codes: "75%" of the target, "-15m" in working time before it, "breach"."""

from __future__ import annotations

import re

from helpdesk.lib.faults import Fault, FaultyData, join_path

BREACH = "breach"
DEFAULT_WARNINGS = ("50%", "75%", "90%")
MAX_WARNINGS = 10

_PERCENT = re.compile(r"([1-9]\d?)%")
_BEFORE = re.compile(r"-([1-9]\d{0,4})m")


def check_warnings(data: object, *, path: str = "warnings") -> list[Fault]:
    if not isinstance(data, list | tuple):
        return [Fault(code="not_a_list", path=path)]
    faults = (
        [Fault(code="too_many", path=path, params={"most": MAX_WARNINGS})] if len(data) > MAX_WARNINGS else []
    )
    for number, code in enumerate(data):
        if not isinstance(code, str) or not (_PERCENT.fullmatch(code) or _BEFORE.fullmatch(code)):
            faults.append(Fault(code="warning_unknown", path=join_path(path, number)))
        elif code in data[:number]:
            faults.append(Fault(code="warning_twice", path=join_path(path, number), params={"warning": code}))
    return faults


def parse_warnings(data: object) -> tuple[str, ...]:
    if faults := check_warnings(data):
        raise FaultyData(faults)
    return tuple(data) if isinstance(data, list | tuple) else ()


def reached_after(code: str, target_seconds: int) -> float:
    """Working seconds after the start where the threshold lies; 0 or less: the target is too short for it."""
    if code == BREACH:
        return target_seconds
    if percent := _PERCENT.fullmatch(code):
        return target_seconds * int(percent[1]) / 100
    if before := _BEFORE.fullmatch(code):
        return target_seconds - 60 * int(before[1])
    raise FaultyData([Fault(code="warning_unknown", path=code)])
