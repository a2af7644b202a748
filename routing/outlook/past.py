"""Clocks as the forecast reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q

from people.calendar import Calendar, working_seconds
from people.models import Company
from routing.calendars import load_hours
from routing.clocks import OVER
from routing.forecasting.promise import Promise, Working, moment
from routing.forecasting.seasons import DAYS, HourOf
from routing.models import Clock, Metric

SINCE = timedelta(days=28)
MOST = 10_000  # the newest


class Row(NamedTuple):
    pk: int
    metric: str
    started_at: datetime
    deadline: datetime
    target_seconds: int
    stopped_at: datetime | None
    calendar: int | None
    ticket__team: int | None
    ticket__assignee: int | None


def past_promises(*, now: datetime) -> list[Promise]:
    """Those that have ended, or run: what was put in the place of another promised nothing in the end."""
    lately = Q(stopped_at__gte=now - SINCE) | Q(stopped_at=None, started_at__gte=now - SINCE)
    clocks = Clock.objects.filter(lately, deadline__isnull=False).exclude(stop_reason__in=OVER)
    return promises_in(clocks.order_by("-pk").values_list(*Row._fields)[:MOST])


def promises_in(rows: Iterable[Sequence[Any]]) -> list[Promise]:
    found = [Row._make(row) for row in rows]
    hours = load_hours({row.calendar for row in found})
    counted = {pk: _working(one.calendar) for pk, one in hours.items()}
    return [_promise(row, counted[row.calendar]) for row in found]


def queue_name(team: int | None, metric: str) -> str:
    """First and next answers stand in one line; solutions in another."""
    line = "solutions" if metric == Metric.RESOLUTION else "answers"
    return f"{team or 0}:{line}"


def company_hour() -> HourOf:
    """Hours of the week by the company's clock on the wall."""
    zone = ZoneInfo(Company.current().time_zone)

    @cache
    def hour_of_slot(slot: int) -> int:
        local = datetime.fromtimestamp(900 * slot, zone)
        return local.weekday() * DAYS + local.hour

    return lambda at: hour_of_slot(int(at // 900))


def _working(calendar: Calendar) -> Working:
    return lambda begin, end: working_seconds(calendar, moment(begin), moment(end))


def _promise(row: Row, working: Working) -> Promise:
    return Promise(
        key=row.pk,
        queue=queue_name(row.ticket__team, row.metric),
        started=row.started_at.timestamp(),
        deadline=row.deadline.timestamp(),
        target=float(row.target_seconds),
        stopped=row.stopped_at.timestamp() if row.stopped_at else None,
        by=row.ticket__assignee,
        working=working,
    )
