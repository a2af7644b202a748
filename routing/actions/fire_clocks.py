"""Thresholds that were reached: escalation, event, notifications, next threshold, in one transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection, transaction

from events import actors
from events.models import Event
from routing.actions.climb import climb
from routing.calendars import freeze
from routing.clocks import OVER, Kept, as_counted, keep, put_on_row
from routing.clockwork import thresholds
from routing.deadlines import summary
from routing.fired import Fired
from routing.models import Clock
from routing.thresholds import BREACH
from tickets.actions.set_deadlines import set_deadlines
from tickets.gathering import HappenedOn
from tickets.models import Ticket
from tickets.recording_all import record_on_all

AFTERWARDS = timedelta(days=366)  # holidays that a broken clock may still come to


@transaction.atomic
def fire_clocks(rows: Sequence[Clock], tickets: Mapping[int, Ticket], *, at: datetime) -> list[Fired]:
    """Everything these clocks have reached until `at`. The caller holds the rows, and their tickets."""
    due = {row.pk for row in rows}
    others = Clock.objects.filter(ticket__in=tickets).exclude(pk__in=due)
    clocks = [as_counted(clock) for clock in keep([*rows, *others])]
    reached = sorted(
        (one for clock in clocks if clock.row.pk in due for one in _reached(clock, at)),
        key=lambda one: (one.threshold.at, one.clock.row.pk),
    )
    new = _escalate(reached, at=at)
    fired = [one for one in reached if one.key in new]
    _move_on(clocks, reached, due)
    set_deadlines(tickets, _deadlines(clocks))
    climb(fired, _record(fired, tickets), tickets, at=at)
    return fired


def _reached(clock: Kept, at: datetime) -> list[Fired]:
    if clock.row.stop_reason in OVER:
        return []
    untold = (one for one in thresholds(clock.state, clock.calendar) if one.point not in clock.state.fired)
    return [Fired(clock=clock, threshold=one) for one in untold if one.at <= at]


def _escalate(reached: Sequence[Fired], *, at: datetime) -> set[tuple[int, str, int, int]]:
    """Write them down; those that were there already are not among the answers, so nothing fires twice."""
    if not reached:
        return set()
    rows = [one.clock.row for one in reached]
    with connection.cursor() as sql:
        sql.execute(
            "insert into routing_escalation "
            "(ticket_id, clock_id, metric, cycle, threshold, due_at, fired_at) "
            "select *, %s::timestamptz from unnest(%s::bigint[], %s::bigint[], %s::text[], %s::int[], "
            "%s::smallint[], %s::timestamptz[]) on conflict do nothing "
            "returning ticket_id, metric, cycle, threshold",
            [
                at,
                [row.ticket_id for row in rows],
                [row.pk for row in rows],
                [row.metric for row in rows],
                [row.cycle for row in rows],
                [one.threshold.point for one in reached],
                [one.threshold.at for one in reached],
            ],
        )
        return set(sql.fetchall())


def _move_on(clocks: Sequence[Kept], reached: Sequence[Fired], due: set[int]) -> None:
    """Each clock waits for its next threshold, if it has one."""
    points: dict[int, set[int]] = defaultdict(set)
    for one in reached:
        points[one.clock.row.pk].add(one.threshold.point)
    moved = [clock for clock in clocks if clock.row.pk in due]
    for clock in moved:
        clock.state = replace(clock.state, fired=clock.state.fired | points[clock.row.pk])
        if BREACH in points[clock.row.pk] and clock.state.stopped_at is None:
            _freeze_hours(clock)
        put_on_row(clock.row, clock.state, clock.calendar)
    rows = [clock.row for clock in moved]
    with connection.cursor() as sql:
        sql.execute(
            "update routing_clock c set due_at = v.due_at, threshold = v.threshold, state = v.state, "
            "breached_at = v.breached_at, policy_facts = v.facts, lease_until = null, attempts = 0, "
            "last_error = '' from unnest(%s::bigint[], %s::timestamptz[], %s::smallint[], %s::text[], "
            "%s::timestamptz[], %s::jsonb[]) as v(id, due_at, threshold, state, breached_at, facts) "
            "where c.id = v.id",
            [
                [row.pk for row in rows],
                [row.due_at for row in rows],
                [row.threshold for row in rows],
                [str(row.state) for row in rows],
                [row.breached_at for row in rows],
                [json.dumps(row.policy_facts) for row in rows],
            ],
        )


def _freeze_hours(clock: Kept) -> None:
    """What is broken goes on by the hours it was broken on, in its receipt and for what comes after."""
    until = (clock.state.deadline or clock.state.started_at) + AFTERWARDS
    clock.row.policy_facts["calendar"] = freeze(clock.hours, from_at=clock.state.started_at, until_at=until)


def _deadlines(clocks: Sequence[Kept]) -> dict[int, tuple[datetime | None, str]]:
    by_ticket: dict[int, list[Kept]] = defaultdict(list)
    for clock in clocks:
        by_ticket[clock.row.ticket_id].append(clock)
    return {pk: summary(theirs) for pk, theirs in by_ticket.items()}


def _record(fired: Sequence[Fired], tickets: Mapping[int, Ticket]) -> list[Event]:
    return record_on_all([_happened(one, tickets[one.clock.row.ticket_id]) for one in fired])


def _happened(one: Fired, ticket: Ticket) -> HappenedOn:
    row, point = one.clock.row, one.threshold.point
    data = {"metric": row.metric, "cycle": row.cycle, "clock": row.pk}
    by = actors.clock(row.pk)
    past = one.threshold.at if one.clock.state.stopped_at else None  # found out only after it was over
    if point == BREACH:
        return HappenedOn(ticket=ticket, kind="sla.breached", by=by, at=past, data=data)
    kind = "sla.overdue" if point > BREACH else "sla.warned"
    return HappenedOn(ticket=ticket, kind=kind, by=by, at=past, data={**data, "threshold": point})
