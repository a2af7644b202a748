"""What a replayed ticket would have been promised by the policies of today, and whether that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from people.calendar import add_working
from routing.calendars import UNCOUNTABLE, load_hours
from routing.models import Clock
from routing.policies import Promise, choose_promise
from routing.replay import Outcome
from routing.snapshot import Snapshot

METRICS = ("first_response", "resolution")

Answers = Mapping[int, tuple[datetime, datetime]]  # by ticket: asked and answered


def answers_of(tickets: Iterable[int]) -> Answers:
    """First answers as they were really given; what was never answered is not among them."""
    clocks = Clock.objects.filter(ticket__in=list(tickets), metric="first_response", stop_reason="answered")
    found = clocks.values_list("ticket_id", "started_at", "stopped_at")
    return {ticket: (asked, answered) for ticket, asked, answered in found if answered}


def promised(
    snapshot: Snapshot,
    outcome: Outcome,
    promises: Sequence[Promise],
    answer: tuple[datetime, datetime] | None,
) -> dict[str, Any]:
    """Seconds of working time by metric, none without a promise; `met`: by the answer that there was."""
    seen = replace(
        snapshot,
        team=outcome.team,
        priority=outcome.priority,
        category=outcome.category,
        tags=frozenset(outcome.tags),
    )
    promise = choose_promise(seen, promises).promise
    if promise is None:
        return {**dict.fromkeys(METRICS), "met": None}
    seconds = {metric: promise.seconds.get((metric, outcome.priority)) for metric in METRICS}
    return {**seconds, "met": _met(seconds["first_response"], promise, answer)}


def _met(seconds: int | None, promise: Promise, answer: tuple[datetime, datetime] | None) -> bool | None:
    if seconds is None or answer is None:
        return None
    asked, answered = answer
    calendar_id = promise.policy.calendar_id
    try:
        return add_working(load_hours([calendar_id])[calendar_id].calendar, asked, seconds) >= answered
    except UNCOUNTABLE:
        return None
