from __future__ import annotations

from typing import Any

from routing.calendars import freeze
from routing.clocks import FOLLOWS, Kept, put_on_row, spans_of
from routing.clockwork import ClockState, recompute
from routing.models import ClockSpan
from routing.thresholds import BREACH

MOST_MOVES = 20  # that a clock remembers
Span = tuple[str, Any, Any, str]


def change_clock(
    kept: Kept, state: ClockState, *, stop_reason: str = "", stopped_by_message: int | None = None
) -> bool:
    """Write what became of a clock whose row and ticket the caller holds. False if nothing did."""
    if state == kept.state:
        return False
    row, former = kept.row, kept.state
    kept.state = state
    if state.stopped_at is None:
        row.stop_reason, row.stopped_by_message = "", None
        if BREACH not in state.fired:
            row.policy_facts.pop("calendar", None)
    elif former.stopped_at is None:
        row.stop_reason, row.stopped_by_message = stop_reason, stopped_by_message
        if BREACH not in state.fired or "calendar" not in row.policy_facts:
            frozen = freeze(kept.hours, from_at=state.started_at, until_at=state.stopped_at)
            row.policy_facts["calendar"] = frozen
    put_on_row(row, state, kept.calendar)
    row.save(update_fields=[*FOLLOWS, "stop_reason", "stopped_by_message", "policy_facts"])
    _rewrite_spans(row.pk, spans_of(state))
    return True


def recount_clock(kept: Kept, *, event: int) -> bool:
    """The deadline anew, after a change of the calendar that it is counted on. False if it is the same.

    `event`: the change, which its receipt names.
    """
    row = kept.row
    former = row.deadline, row.due_at
    kept.state = recompute(kept.state, kept.calendar)
    put_on_row(row, kept.state, kept.calendar)
    if (row.deadline, row.due_at) == former:
        return False
    if former[0] and row.deadline and former[0] != row.deadline:
        move = [event, former[0].isoformat(), row.deadline.isoformat()]
        row.policy_facts["moved"] = [*row.policy_facts.get("moved", ()), move][-MOST_MOVES:]
    row.save(update_fields=[*FOLLOWS, "policy_facts"])
    return True


def _rewrite_spans(clock_id: int, wanted: list[Span]) -> None:
    """Only what differs, which is the end: a stretch is closed, another begins."""
    there = list(ClockSpan.objects.filter(clock=clock_id).order_by("started_at", "pk"))
    ClockSpan.objects.filter(pk__in=[span.pk for span in there[len(wanted) :]]).delete()
    for span, values in zip(there, wanted, strict=False):
        if (span.kind, span.started_at, span.ended_at, span.reason) != values:
            span.kind, span.started_at, span.ended_at, span.reason = values
            span.save(update_fields=["kind", "started_at", "ended_at", "reason"])
    ClockSpan.objects.bulk_create(new_spans(clock_id, wanted[len(there) :]))


def new_spans(clock_id: int, spans: list[Span]) -> list[ClockSpan]:
    return [
        ClockSpan(clock_id=clock_id, kind=kind, started_at=begin, ended_at=end, reason=reason)
        for kind, begin, end, reason in spans
    ]
