"""The clocks of tickets, read from their rows into values and back.

`policy_facts` says what a clock was promised on: policy (its name), version, priority, warnings (moments of
its ladder), pauses (the statuses in which a resolution clock stands still), carried (what its predecessor
fired), extensions (the event of each and its seconds, which are within target_seconds) and, once it has
stopped or was broken, calendar (the hours it was counted on). kept: routing/reconsidering.py; moved:
routing/changed_hours.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from people.calendar import Calendar
from routing.calendars import Hours, HoursById, load_hours, thaw
from routing.clockwork import ClockState, Metric, Pause, PauseWhy, Target, next_threshold
from routing.models import Clock, ClockSpan, Escalation
from routing.policies import Promise
from routing.thresholds import BREACH
from tickets.models import Ticket

PAUSES_ON = ("pending", "on_hold")
FOLLOWS = (  # from the state of a clock: put_on_row()
    "deadline",
    "paused_at",
    "stopped_at",
    "breached_at",
    "due_at",
    "threshold",
    "state",
    "lease_until",
    "attempts",
)
CANCELLED = "cancelled"  # why a clock stopped whose work was called off
LEFT = ("replaced", "no_policy")  # or that another took the place of, or none
OVER = (*LEFT, CANCELLED)  # what has promised nothing in the end: neither met nor missed


@dataclass(slots=True, kw_only=True)
class Kept:
    """A clock as its row and as the value that can be reckoned with."""

    row: Clock
    state: ClockState
    hours: Hours

    @property
    def calendar(self) -> Calendar:
        return self.hours.calendar

    @property
    def pauses_on(self) -> frozenset[str]:
        return frozenset(self.row.policy_facts.get("pauses", PAUSES_ON))


def hold_clocks(*tickets: int) -> list[Clock]:
    """The tickets' clocks, locked until the commit. Before the tickets themselves: claimable rows come first.

    Who waited for one sees it as it is now, but not what was started beside it meanwhile: so asked twice.
    """
    held = Clock.objects.filter(ticket__in=tickets).select_for_update(no_key=True).order_by("pk")
    return list(held.all()) if list(held.values_list("pk")) else []


def hold_with_clocks(ticket_id: int) -> tuple[Ticket, list[Clock]]:
    """A ticket and its clocks; the first ones may have been started while the ticket was waited for."""
    rows = hold_clocks(ticket_id)
    ticket = Ticket.objects.select_for_update(no_key=True).get(pk=ticket_id)
    return ticket, rows or hold_clocks(ticket_id)


def keep(rows: Sequence[Clock], *, language: str = "id") -> list[Kept]:
    """In the order in which they started."""
    if not rows:
        return []
    ids = [row.pk for row in rows]
    pauses: dict[int, list[Pause]] = defaultdict(list)
    stretches = ClockSpan.objects.filter(clock__in=ids, kind=ClockSpan.Kind.PAUSED)
    for span in stretches.order_by("started_at", "pk"):
        why = cast(PauseWhy, span.reason)
        pauses[span.clock_id].append(Pause(from_at=span.started_at, until_at=span.ended_at, why=why))
    fired: dict[int, set[int]] = defaultdict(set)
    for clock_id, point in Escalation.objects.filter(clock__in=ids).values_list("clock_id", "threshold"):
        fired[clock_id].add(point)
    hours = load_hours({row.calendar_id for row in rows}, language=language)
    kept = [_kept(row, pauses[row.pk], fired[row.pk], hours) for row in rows]
    return sorted(kept, key=lambda one: (one.state.started_at, one.row.pk))


def as_counted(one: Kept, *, language: str = "id") -> Kept:
    """A clock that has stopped or was broken on the hours it was counted on then, whatever they are now."""
    facts = one.row.policy_facts
    is_over = one.state.stopped_at is not None or BREACH in one.state.fired
    if not is_over or "calendar" not in facts:
        return one
    return Kept(row=one.row, state=one.state, hours=thaw(facts["calendar"], language=language))


def new_row(ticket_id: int, state: ClockState, promise: Promise, *, priority: str) -> Clock:
    """A row for a clock that has just started, not saved yet."""
    policy = promise.policy
    return Clock(
        ticket_id=ticket_id,
        metric=state.metric,
        cycle=state.cycle,
        policy=policy,
        calendar_id=policy.calendar_id,
        target_seconds=state.target.seconds,
        started_at=state.started_at,
        policy_facts={
            "policy": policy.name,
            "version": policy.version,
            "priority": priority,
            "warnings": list(state.target.warnings),
            "pauses": sorted(promise.pauses_on),
            **carried_facts(state),
        },
    )


def carried_facts(state: ClockState) -> dict[str, Any]:
    """What a clock has from the one whose place it takes."""
    facts: dict[str, Any] = {}
    if state.fired:
        facts["carried"] = sorted(state.fired)
    if state.target.extensions:
        facts["extensions"] = [list(one) for one in state.target.extensions]
    return facts


def put_on_row(row: Clock, state: ClockState, calendar: Calendar) -> None:
    """What follows from the state: its deadline, and when a worker must look next. FOLLOWS names it."""
    following = None if row.stop_reason in OVER else next_threshold(state, calendar)
    row.deadline = state.deadline
    row.paused_at = state.pauses[-1].from_at if state.is_paused else None
    row.stopped_at = state.stopped_at
    row.breached_at = state.deadline if _was_breached(state) else None
    row.due_at = following.at if following else None
    row.threshold = following.point if following else None
    row.state = Clock.State.PENDING if following or state.stopped_at is None else Clock.State.DONE
    row.lease_until = None
    row.attempts = 0


def spans_of(state: ClockState) -> list[tuple[str, Any, Any, str]]:
    """(kind, from, until, reason): where it ran and where it stood still, in order."""
    spans: list[tuple[str, Any, Any, str]] = []
    begin = state.started_at
    for gap in state.pauses:
        spans.append((ClockSpan.Kind.RUNNING, begin, gap.from_at, ""))
        spans.append((ClockSpan.Kind.PAUSED, gap.from_at, gap.until_at, gap.why))
        if gap.until_at is None:
            return spans
        begin = gap.until_at
    spans.append((ClockSpan.Kind.RUNNING, begin, state.stopped_at, ""))
    return spans


def _kept(row: Clock, pauses: list[Pause], fired: Iterable[int], hours: HoursById) -> Kept:
    facts = row.policy_facts
    target = Target(
        metric=cast(Metric, row.metric),
        seconds=row.target_seconds,
        warnings=tuple(facts.get("warnings", ())),
        extensions=tuple((event, seconds) for event, seconds in facts.get("extensions", ())),
    )
    state = ClockState(
        target=target,
        cycle=row.cycle,
        started_at=row.started_at,
        deadline=row.deadline,
        pauses=tuple(pauses),
        stopped_at=row.stopped_at,
        fired=frozenset(fired) | frozenset(facts.get("carried", ())),
    )
    return Kept(row=row, state=state, hours=hours[row.calendar_id])


def _was_breached(state: ClockState) -> bool:
    """Stopped: stopped too late. Going: the breach has fired, and what was told is not untold."""
    return state.is_breached if state.stopped_at else BREACH in state.fired
