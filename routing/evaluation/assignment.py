"""Two companies' logs as arrivals: is every ticket given to somebody, or is it said why not?

What the logs know is taken from them: when a case came, how urgent it was, which group's it was, and at which
hours of which weekdays each person was ever at work. What they do not know is set, the same for all: a case
takes its agent as long as it took from its first step to its last, at most a working day, and everybody takes
eight.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from routing.evaluation.figure import Evaluated
from routing.evaluation.queueing import Arrival, Member, Replayed, replay

CAPACITY = 8
LONGEST = timedelta(hours=8)
SHORTEST = timedelta(minutes=5)
URGENCY = {"1": 3, "2": 2, "3": 1, "4": 0}
Log = tuple[list[Arrival], list[Member]]
Step = tuple[str, str, str, datetime]  # case, team, person, when


def assignment(root: Path) -> Evaluated:
    logs = root.parent / "logs"
    figures: dict[str, float] = {}
    for name, (arrivals, members) in (("bpi13", bpi13(logs)), ("servicenow", servicenow(logs))):
        result = replay(arrivals, members)
        figures |= {f"{name}_{figure}": value for figure, value in _figures(arrivals, members, result)}
    return Evaluated(
        name="assignment",
        figures=figures,
        wanted={f"{name}_explained": 1.0 for name in ("bpi13", "servicenow")},
        most={f"{name}_over_capacity": 0.0 for name in ("bpi13", "servicenow")},
        texts=int(figures["bpi13_tickets"] + figures["servicenow_tickets"]),
    )


def bpi13(logs: Path) -> Log:
    """Volvo's incidents; one team of those who took part in 150 steps or more, but for the machine."""
    steps = [
        (row["caseid"], "all", row["user"], datetime.fromisoformat(row["end_timestamp"]))
        for row in _rows(logs / "bpi13-incidents" / "bpi13_incidents.csv")
    ]
    return _log(steps, least=150, machines={"Siebel"}, urgencies={})


def servicenow(logs: Path) -> Log:
    """An IT department's incidents; a team a group."""
    rows = list(_rows(logs / "servicenow-incidents" / "incident_event_log.csv"))
    home = {
        row["number"]: row["assignment_group"] for row in reversed(rows) if row["assignment_group"] != "?"
    }
    steps = [
        (row["number"], home.get(row["number"], "?"), row["assigned_to"], _moment(row["sys_updated_at"]))
        for row in rows
    ]
    urgencies = {row["number"]: URGENCY.get(row["priority"][:1], 0) for row in rows}
    return _log(steps, least=1, machines={"?"}, urgencies=urgencies)


def _log(steps: Iterable[Step], *, least: int, machines: set[str], urgencies: dict[str, int]) -> Log:
    cases: dict[str, list[Step]] = defaultdict(list)
    people: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        cases[step[0]].append(step)
        if step[2] not in machines:
            people[step[2]].append(step)
    arrivals = [
        Arrival(
            ticket=number,
            team=theirs[0][1],
            at=min(step[3] for step in theirs),
            lasts=_between(max(s[3] for s in theirs) - min(s[3] for s in theirs)),
            urgency=urgencies.get(case, 0),
        )
        for number, (case, theirs) in enumerate(sorted(cases.items()), start=1)
    ]
    members = [
        Member(
            agent=number,
            teams=frozenset(step[1] for step in theirs),
            capacity=CAPACITY,
            works_at=frozenset((step[3].weekday(), step[3].hour) for step in theirs),
        )
        for number, (_, theirs) in enumerate(sorted(people.items()), start=1)
        if len(theirs) >= least
    ]
    return arrivals, members


def _figures(arrivals: list[Arrival], members: list[Member], result: Replayed) -> Iterator[tuple[str, float]]:
    came = {one.ticket: one.at for one in arrivals}
    waits = [(at - came[ticket]).total_seconds() / 60 for ticket, (_, at) in result.given.items()]
    yield "tickets", len(arrivals)
    yield "agents", len(members)
    yield "assigned", len(result.given)
    yield "explained", len(result.reasons.keys() & came.keys()) / len(came)
    for reason in sorted({result.reasons[one] for one in came if one not in result.given}):
        yield f"left_{reason}", sum(result.reasons[one] == reason for one in came if one not in result.given)
    yield "at_once", sum(wait == 0 for wait in waits) / len(came)
    yield "median_wait_minutes", median(waits)
    yield "longest_wait_hours", max(waits) / 60
    yield "over_capacity", result.most_over


def _between(lasted: timedelta) -> timedelta:
    return max(SHORTEST, min(lasted, LONGEST))


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y %H:%M")  # noqa: DTZ007 - the log knows no zone


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
