"""Another promise for a ticket whose priority, category, team or tier changed, or whose policy did."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from events.database_time import database_time
from events.models import Event, Reaction
from routing.actions.change_clock import change_clock
from routing.actions.start_clocks import start_clocks
from routing.calendars import UNCOUNTABLE, Hours, load_hours
from routing.clock_history import Happening, Policy, advance
from routing.clocks import LEFT, Kept, keep
from routing.clockwork import (
    ClockState,
    Metric,
    Target,
    retarget,
    start_clock,
    stop,
    thresholds,
    undo_stop,
)
from routing.following import FOLLOWER, next_cycle, show_deadline
from routing.happenings import KINDS, answers
from routing.models import Clock, Decision
from routing.policies import Promise, choose_promise, load_promises
from routing.promising import decide_promise
from routing.snapshot import Snapshot
from routing.snapshots import snapshot_of
from tickets.models import Message, Ticket

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`states` begin, the places of those `outdated` that are still promised among them."""

    states: list[ClockState]
    outdated: list[Kept]
    hours: Hours


def reconsider(
    ticket: Ticket, rows: Sequence[Clock], event: Event, *, snapshot: Snapshot | None = None
) -> bool:
    """Choose the policy again; the caller holds the clocks and the ticket. False if all stays as it is."""
    if not ticket.is_active or not is_routed(ticket):
        return False
    snapshot = snapshot or snapshot_of(ticket, at=event.created_at)
    chosen = choose_promise(snapshot, load_promises())
    clocks = keep(rows)
    at = event.created_at
    try:
        changed = (
            _end(clocks, at=at)
            if chosen.promise is None
            else _move(ticket, clocks, chosen.promise, at=at, anew=event.data.get("promises") == "recompute")
        )
    except UNCOUNTABLE as error:  # before anything is written: what runs goes on as it is
        log.error("Ticket %s is not promised anew: %s", ticket.pk, error, exc_info=error)
        return False
    if changed:
        decide_promise(ticket, chosen, snapshot, event)
        show_deadline(ticket, clocks)
    return changed


def is_routed(ticket: Ticket) -> bool:
    """Whether its first promises have been made: until then there is nothing to consider again."""
    first = Decision.Kind.SLA if ticket.is_internal else Decision.Kind.CLASSIFICATION
    return Decision.objects.filter(ticket=ticket, kind=first).exists()


def _end(clocks: list[Kept], *, at: datetime) -> bool:
    """No policy applies any more."""
    going = [one for one in clocks if one.state.stopped_at is None]
    for one in going:
        change_clock(one, stop(one.state, one.calendar, at=at), stop_reason="no_policy")
    return bool(going)


def _move(ticket: Ticket, clocks: list[Kept], promise: Promise, *, at: datetime, anew: bool) -> bool:
    policy = promise.for_priority(ticket.priority)
    plan = plan_of(ticket, clocks, promise, at=at, anew=anew)
    ended = [stop(one.state, one.calendar, at=at) for one in plan.outdated]
    for one, state in zip(plan.outdated, ended, strict=True):
        change_clock(one, state, stop_reason="replaced" if state.metric in policy.targets else "no_policy")
    clocks += start_clocks(ticket, plan.states, promise=promise, hours=plan.hours, at=at)
    return bool(plan.states or plan.outdated)


def plan_of(
    ticket: Ticket, clocks: list[Kept], promise: Promise, *, at: datetime, anew: bool = False
) -> Plan:
    """What a promise would change, with nothing written yet. `anew`: somebody chose to count again."""
    calendar_id = promise.policy.calendar_id
    hours = load_hours([calendar_id])[calendar_id]
    policy = promise.for_priority(ticket.priority)
    states = _missing(ticket, clocks, policy, hours)
    outdated = _outdated(clocks, promise, policy) if anew or promise.moves else []
    outdated = [one for one in outdated if not _is_kept(one, promise, ticket)]
    for one in outdated:
        if target := policy.targets.get(one.state.metric):
            states.append(_successor(one, target, hours, cycle=next_cycle(clocks, one.state.metric)))
    if not _owes_following(ticket):
        happening = Happening(what="status_changed", at=at, status=ticket.status)
        states = list(advance(tuple(states), happening, policy, hours.calendar))
    return Plan(states=states, outdated=outdated, hours=hours)


def _owes_following(ticket: Ticket) -> bool:
    """Then its status is ahead of its clocks, which will follow it at the moments at which it changed."""
    owed = Reaction.objects.filter(ticket_id=ticket.pk, handler=FOLLOWER, state=Reaction.State.PENDING)
    return owed.filter(event__kind__in=KINDS).exists()


def _outdated(clocks: list[Kept], promise: Promise, policy: Policy) -> list[Kept]:
    """What runs on something else than what would be promised now."""
    going = [one for one in clocks if one.state.stopped_at is None]
    return [one for one in going if not _is_same(one, promise, policy)]


def _is_kept(one: Kept, promise: Promise, ticket: Ticket) -> bool:
    """Somebody changed the policy and chose to keep what was promised; since then neither has changed."""
    row = one.row
    return (
        row.policy_id == promise.policy.pk
        and row.policy_facts.get("kept") == promise.policy.promised_version
        and row.policy_facts.get("priority") == ticket.priority
    )


def _is_same(one: Kept, promise: Promise, policy: Policy) -> bool:
    return (
        one.row.policy_id == promise.policy.pk
        and one.row.calendar_id == promise.policy.calendar_id
        and one.state.target.promised == policy.targets.get(one.state.metric)
        and one.pauses_on == promise.pauses_on
    )


def _successor(one: Kept, target: Target, hours: Hours, *, cycle: int) -> ClockState:
    """Counted from the same start, with what a person added. What its predecessor warned of and is still
    true is not told twice.
    """
    untold = replace(one.state, fired=frozenset(), cycle=cycle)
    state = retarget(untold, hours.calendar, target.extended(one.state.target.extensions))
    if not one.state.fired:
        return state
    now = database_time()
    past = {threshold.point for threshold in thresholds(state, hours.calendar) if threshold.at <= now}
    return replace(state, fired=one.state.fired & past)


def _missing(ticket: Ticket, clocks: list[Kept], policy: Policy, hours: Hours) -> list[ClockState]:
    """What was not promised so far, but is now: of the whole ticket, and of what the customer waits for."""
    written = Message.objects.filter(ticket=ticket, direction=Message.Direction.INBOUND, is_auto_reply=False)
    wanted = {metric: begin for metric, begin in _owed(ticket, clocks).items() if metric in policy.targets}
    if not wanted or not (ticket.is_internal or written.exists()):
        return []
    return [_taken_up(clocks, policy.targets[metric], hours, at=begin) for metric, begin in wanted.items()]


def _owed(ticket: Ticket, clocks: list[Kept]) -> dict[Metric, datetime]:
    """What no clock counts, and since when."""
    alive = [one for one in clocks if one.row.stop_reason not in LEFT]
    responses = [one.state for one in alive if one.state.metric != "resolution"]
    found: dict[Metric, datetime] = {}
    if len(responses) == len(alive):
        found["resolution"] = ticket.created_at
    since = ticket.waiting_since
    if since and not any(one.stopped_at is None or one.started_at >= since for one in responses):
        found["next_response" if responses or answers(ticket.pk).exists() else "first_response"] = since
    return found


def _taken_up(clocks: list[Kept], target: Target, hours: Hours, *, at: datetime) -> ClockState:
    """A new clock; or one that ended because no policy applied goes on, with its pauses, as if it had not."""
    cycle = next_cycle(clocks, target.metric)
    ended = [one for one in clocks if one.row.stop_reason == "no_policy" and one.state.started_at == at]
    for one in ended:
        if one.state.metric == target.metric:
            former = Kept(row=one.row, state=undo_stop(one.state), hours=one.hours)
            return _successor(former, target, hours, cycle=cycle)
    return start_clock(target, hours.calendar, at=at, cycle=cycle)
