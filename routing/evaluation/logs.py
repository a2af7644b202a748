"""Promises read from logs of other companies' work, in the folder that ALUR_CORPORA names."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from routing.forecasting.promise import Promise

HOUR = 3600.0
PICK_UP = 2 * HOUR  # BPI-2013 has no promises of its own: two that half an hour's warning helps with
SOLVE = 72 * HOUR
# ServiceNow says of each incident whether it was in time. These targets lie between the longest that was and
# the shortest that was not; of "high" and "critical" ones next to none was.
SERVICENOW = {"1": 4 * HOUR, "2": 2 * HOUR, "3": 84 * HOUR, "4": 96 * HOUR}


def pick_ups(root: Path) -> list[Promise]:
    """BPI-2013: from a case's being queued until somebody takes it."""
    found = []
    for events in _bpi(root):
        for (at, task, _), (after, _, user) in pairwise(events):
            if task.startswith("Queued"):
                found.append((at, after, user))
    return [_promise(n, "pick-up", PICK_UP, *one) for n, one in enumerate(sorted(found))]


def solutions(root: Path) -> list[Promise]:
    """BPI-2013: from a case's first event until it is resolved."""
    found = []
    for events in _bpi(root):
        done = next(((at, user) for at, task, user in events if task.startswith("Completed")), None)
        found.append((events[0][0], *(done or (None, ""))))
    return [
        _promise(n, "solution", SOLVE, *one) for n, one in enumerate(sorted(found, key=lambda one: one[0]))
    ]


def incidents(root: Path) -> list[Promise]:
    """ServiceNow: from being opened until resolved."""
    rows = {}
    with (root / "servicenow-incidents" / "incident_event_log.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["number"]] = row
    found = []
    for n, row in enumerate(rows.values()):
        priority = row["priority"][0]
        ended = _when(row["resolved_at"]) if row["resolved_at"] != "?" else None
        args = (_when(row["opened_at"]), ended, row["resolved_by"])
        found.append(_promise(n, f"priority {priority}", SERVICENOW[priority], *args))
    return sorted(found, key=lambda one: one.started)


def known(promises: list[Promise]) -> list[Promise]:
    """Without those of which the log ends before anybody could say."""
    end = max(one.stopped or one.started for one in promises)
    return [one for one in promises if one.stopped is not None or one.deadline <= end]


def _promise(key: int, queue: str, target: float, started: float, stopped: float | None, by: str) -> Promise:
    return Promise(
        key=key,
        queue=queue,
        started=started,
        deadline=started + target,
        target=target,
        stopped=stopped,
        by=crc32(by.encode()) if by else None,
    )


def _bpi(root: Path) -> Iterable[list[tuple[float, str, str]]]:
    cases: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    with (root / "bpi13-incidents" / "bpi13_incidents.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = datetime.fromisoformat(row["end_timestamp"]).replace(tzinfo=UTC).timestamp()
            cases[row["caseid"]].append((at, row["task"], row["user"]))
    return [sorted(events) for events in cases.values()]


def _when(text: str) -> float:
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=UTC).timestamp()
