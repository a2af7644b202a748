"""The promises that end within the next hours, each with how many stand before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from routing.forecasting.promise import Promise
from routing.models import Clock
from routing.outlook.past import Row, promises_in
from tickets.counts import all_groups
from tickets.models import Ticket

HORIZON = timedelta(hours=4)
MOST = 2_000  # the nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    promise: Promise
    ticket: int
    team: int | None
    assignee: int | None
    metric: str
    deadline: datetime
    ahead: int


def open_promises(*, now: datetime) -> tuple[list[Standing], int]:
    """Nearest first; and how many were too many to look at."""
    ends = Ticket.objects.active().filter(due_order__gt=now, due_order__lte=now + HORIZON)
    nearest = list(ends.order_by("due_order", "pk").values_list("pk", flat=True)[: MOST + 1])
    left_out = ends.count() - MOST if len(nearest) > MOST else 0
    running = Clock.objects.going().filter(ticket__in=nearest[:MOST], paused_at=None, breached_at=None)
    within = running.filter(deadline__gt=now, deadline__lte=now + HORIZON).order_by("deadline", "pk")
    rows = list(within.values_list("ticket_id", *Row._fields))
    return list(_in_line(rows)), left_out


def _in_line(rows: list[tuple[object, ...]]) -> Iterator[Standing]:
    """Behind those that are late already, which somebody will answer first."""
    late: Counter[str] = Counter()
    for group in all_groups():
        for line in ("answers", "solutions"):
            late[f"{group.team or 0}:{line}"] += group.late
    promises = promises_in(row[1:] for row in rows)
    for (ticket, *fields), promise in zip(rows, promises, strict=True):
        row = Row._make(fields)
        yield Standing(
            promise=promise,
            ticket=int(str(ticket)),
            team=row.ticket__team,
            assignee=row.ticket__assignee,
            metric=row.metric,
            deadline=row.deadline,
            ahead=late[promise.queue],
        )
        late[promise.queue] += 1
