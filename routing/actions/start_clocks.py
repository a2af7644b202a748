from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from events import actors
from routing.actions.change_clock import new_spans
from routing.calendars import Hours
from routing.clocks import Kept, new_row, put_on_row, spans_of
from routing.clockwork import ClockState
from routing.models import Clock, ClockSpan
from routing.policies import Promise
from tickets.gathering import HappenedOn
from tickets.models import Ticket
from tickets.recording_all import record_on_all


def start_clocks(
    ticket: Ticket, states: Sequence[ClockState], *, promise: Promise, hours: Hours, at: datetime
) -> list[Kept]:
    """Write clocks that count from now on; `at`: when that was found out. The caller holds the ticket."""
    rows = []
    for state in states:
        row = new_row(ticket.pk, state, promise, priority=ticket.priority)
        put_on_row(row, state, hours.calendar)
        rows.append(row)
    Clock.objects.bulk_create(rows)
    spans = [
        span for row, state in zip(rows, states, strict=True) for span in new_spans(row.pk, spans_of(state))
    ]
    ClockSpan.objects.bulk_create(spans)
    record_on_all([_started(ticket, row, at) for row in rows])
    return [Kept(row=row, state=state, hours=hours) for row, state in zip(rows, states, strict=True)]


def _started(ticket: Ticket, row: Clock, at: datetime) -> HappenedOn:
    data = {"metric": row.metric, "cycle": row.cycle, "clock": row.pk}
    return HappenedOn(ticket=ticket, kind="sla.started", by=actors.SYSTEM, data=data, at=at)
