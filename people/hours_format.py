"""Opening hours as stored: {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], …}, checked, read and written.

A day that is missing is closed; a block may end at 24:00 and never reaches into the next day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from helpdesk.lib.faults import Fault, FaultyData, join_path
from people.hours import ALWAYS, DAY_MINUTES, Block, Calendar, Holiday

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAX_BLOCKS = 12

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


def check_hours(data: object, *, path: str = "") -> list[Fault]:
    """Every fault of a week of opening hours, as a form asks; a week that never opens is one."""
    faults = list(_week_faults(data, path))
    if not faults and not any(_as_mapping(data).values()):
        faults.append(Fault(code="never_opens", path=path))
    return faults


def check_blocks(data: object, *, path: str = "") -> list[Fault]:
    """Every fault of one day's blocks, such as a holiday's special hours."""
    return list(_day_faults(data, path))


def check_zone(name: object, *, path: str = "") -> list[Fault]:
    known = isinstance(name, str) and name in zone_names()
    return [] if known else [Fault(code="time_zone_unknown", path=path, params={"name": str(name)})]


@cache
def zone_names() -> frozenset[str]:
    """Kept: asking for them reads a folder of hundreds of files."""
    return frozenset(available_timezones())


def read_calendar(
    *, hours: object, zone: str, holidays: Mapping[date, tuple[str, object]] | None = None
) -> Calendar:
    """The value of a stored calendar; holidays are date → (name, blocks). Raises FaultyData."""
    faults = [*_week_faults(hours, "hours"), *check_zone(zone, path="time_zone")]
    for day, (_name, blocks) in (holidays or {}).items():
        faults += check_blocks(blocks, path=join_path("holidays", day))
    if faults:
        raise FaultyData(faults)
    return Calendar(
        zone=ZoneInfo(zone),
        week=tuple(read_blocks(_as_mapping(hours).get(day, ())) for day in DAYS),
        holidays={
            day: Holiday(name=name, blocks=read_blocks(blocks))
            for day, (name, blocks) in (holidays or {}).items()
        },
    )


def always_open(zone: str = "UTC") -> Calendar:
    """Around the clock, for a policy without a calendar."""
    return Calendar(zone=ZoneInfo(zone), week=ALWAYS)


def read_blocks(data: Any) -> tuple[Block, ...]:
    return tuple(sorted((_minutes(opens), _minutes(closes)) for opens, closes in data))


def write_hours(week: tuple[tuple[Block, ...], ...]) -> dict[str, list[list[str]]]:
    return {day: write_blocks(blocks) for day, blocks in zip(DAYS, week, strict=True) if blocks}


def write_blocks(blocks: tuple[Block, ...]) -> list[list[str]]:
    return [[_clock(opens), _clock(closes)] for opens, closes in blocks]


def _week_faults(data: object, path: str) -> Iterator[Fault]:
    if not isinstance(data, dict):
        yield Fault(code="not_an_object", path=path)
        return
    for day, blocks in data.items():
        if day in DAYS:
            yield from _day_faults(blocks, join_path(path, day))
        else:
            yield Fault(code="day_unknown", path=join_path(path, day), params={"known": list(DAYS)})


def _day_faults(data: object, path: str) -> Iterator[Fault]:
    if not isinstance(data, list):
        yield Fault(code="not_a_list", path=path)
        return
    if len(data) > MAX_BLOCKS:
        yield Fault(code="too_many", path=path, params={"most": MAX_BLOCKS})
        return
    sound: dict[int, Block] = {}
    for number, entry in enumerate(data):
        faults = list(_block_faults(entry, join_path(path, number)))
        yield from faults
        if not faults:
            sound[number] = (_minutes(entry[0]), _minutes(entry[1]))
    yield from _overlaps(sound, path)


def _block_faults(entry: object, path: str) -> Iterator[Fault]:
    if not isinstance(entry, list | tuple) or len(entry) != 2:
        yield Fault(code="not_a_block", path=path)
        return
    bad = [side for side, text in enumerate(entry) if not isinstance(text, str) or not _TIME.fullmatch(text)]
    for side in bad:
        yield Fault(code="not_a_time", path=join_path(path, side), params={"time": str(entry[side])[:20]})
    if not bad and _minutes(entry[0]) >= _minutes(entry[1]):
        yield Fault(code="ends_before_it_begins", path=path, params={"from": entry[0], "until": entry[1]})


def _overlaps(blocks: dict[int, Block], path: str) -> Iterator[Fault]:
    reached = -1
    for number, (opens, closes) in sorted(blocks.items(), key=lambda item: item[1]):
        if opens < reached:
            yield Fault(code="overlaps", path=join_path(path, number))
        reached = max(reached, closes)


def _as_mapping(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}" if minutes < DAY_MINUTES else "24:00"
