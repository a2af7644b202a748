"""The clocks of a ticket follow what happens to it: the rules of clock_history.py meet the rows."""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from events.models import Event
from routing.actions.change_clock import change_clock
from routing.actions.start_clocks import start_clocks
from routing.calendars import UNCOUNTABLE, load_hours
from routing.clock_history import Happening, Policy, advance
from routing.clocks import CANCELLED, LEFT, Kept, hold_with_clocks, keep
from routing.clockwork import ClockState, restart
from routing.deadlines import summary
from routing.happenings import answers, happening_of
from routing.policies import Promise, choose_promise, load_promises
from routing.snapshots import snapshot_of
from tickets.actions.set_deadline import set_deadline
from tickets.models import Ticket

log = logging.getLogger(__name__)

FOLLOWER = "routing.handlers.follow_clocks"  # as its reactions are called
STOPS = {"agent_replied": "answered", "resolved": "resolved", "closed": "closed", "cancelled": CANCELLED}


def follow(event: Event) -> None:
    """Within the reaction's transaction. Clocks are held before their ticket, like every claimable row."""
    happening = happening_of(event)
    if happening is None or event.ticket_id is None:
        return
    ticket, rows = hold_with_clocks(event.ticket_id)
    if is_old_news(event):
        happening = _in_hindsight(happening, ticket)
    happen(ticket, keep(rows), happening, at=event.created_at, message=event.data.get("message"))


def happen(
    ticket: Ticket, clocks: list[Kept], happening: Happening, *, at: datetime, message: int | None = None
) -> None:
    """One thing happened to a ticket that is held together with its clocks."""
    alive = _alive(clocks)
    happening = _as_it_concerns(alive, happening, ticket, message)
    states = _advanced(alive, happening)
    for one, state in zip(alive, states, strict=True):
        change_clock(
            one, state, stop_reason=STOPS.get(happening.what, happening.status), stopped_by_message=message
        )
    started = _promised_anew(ticket, clocks, happening, at=at)
    show_deadline(ticket, [*clocks, *started])


def show_deadline(ticket: Ticket, clocks: list[Kept]) -> None:
    """On the ticket that is held, so what is in memory is what is there."""
    next_due_at, sla_state = summary(clocks)
    if (ticket.next_due_at, ticket.sla_state) != (next_due_at, sla_state):
        set_deadline(ticket, next_due_at=next_due_at, sla_state=sla_state)


def is_old_news(event: Event) -> bool:
    """A reaction that runs again, or was buried and is retried: what came after it has been followed."""
    newer = Event.objects.filter(ticket_id=event.ticket_id, pk__gt=event.pk)
    return newer.filter(reactions__handler=FOLLOWER, reactions__state="done").exists()


def _in_hindsight(happening: Happening, ticket: Ticket) -> Happening:
    """What was answered then was answered then; how the ticket stands is what it is now."""
    if happening.what in {"resolved", "closed", "reopened"}:
        return replace(happening, what="status_changed", status=ticket.status)
    return replace(happening, status=ticket.status)


def _as_it_concerns(
    alive: list[Kept], happening: Happening, ticket: Ticket, message: int | None
) -> Happening:
    """The same words mean less on some tickets."""
    last = _last_response(alive)
    if happening.what in {"reply_withdrawn", "reply_bounced"}:
        if last is None or last.row.stopped_by_message != message:  # it had answered nothing
            return replace(happening, what="status_changed")
    elif happening.what == "agent_replied":
        if last and last.state.started_at > happening.at:  # told again: what was asked since is not answered
            return replace(happening, what="status_changed")
    elif happening.what == "customer_wrote" and last and last.state.started_at >= happening.at:
        return replace(happening, what="status_changed")  # it is counted already
    elif happening.what == "customer_wrote" and not alive and not _was_answered(ticket, message):
        return replace(happening, what="opened")  # a machine had opened the ticket
    return happening


def _advanced(alive: list[Kept], happening: Happening) -> list[ClockState]:
    """Each clock on the calendar and by the pauses that it was promised on."""
    states = tuple(one.state for one in alive)
    found = list(states)
    groups: dict[tuple[int | None, frozenset[str]], list[int]] = defaultdict(list)
    for number, one in enumerate(alive):
        groups[one.row.calendar_id, one.pauses_on].append(number)
    for (_, pauses_on), numbers in groups.items():
        policy = Policy(targets={}, pauses_on=pauses_on)
        advanced = advance(states, happening, policy, alive[numbers[0]].calendar)
        for number in numbers:
            found[number] = advanced[number]
    return _asked_again(alive, found, happening)


def _asked_again(alive: list[Kept], states: list[ClockState], happening: Happening) -> list[ClockState]:
    """Resolving answers nobody: reopened by hand, a question that was open is open again."""
    last = _last_response(alive)
    if happening.what == "reopened" and last and last.row.stop_reason == "resolved":
        number = alive.index(last)
        states[number] = restart(states[number], last.calendar, at=happening.at)
    return states


def begin(ticket: Ticket, opened: Happening, promise: Promise, *, at: datetime) -> None:
    """The first clocks of a ticket that is held. Raises what is UNCOUNTABLE before anything is written."""
    show_deadline(ticket, _start(ticket, [], opened, promise, at=at))


def _promised_anew(ticket: Ticket, clocks: list[Kept], happening: Happening, *, at: datetime) -> list[Kept]:
    """What this makes us promise, by the policy that applies now."""
    if happening.what not in {"opened", "customer_wrote"} or _is_owed(clocks):
        return []
    promise = choose_promise(snapshot_of(ticket, at=happening.at), load_promises()).promise
    try:
        return _start(ticket, clocks, happening, promise, at=at) if promise else []
    except UNCOUNTABLE as error:
        log.error("Ticket %s is promised nothing: %s", ticket.pk, error, exc_info=error)
        return []


def _start(
    ticket: Ticket, clocks: list[Kept], happening: Happening, promise: Promise, *, at: datetime
) -> list[Kept]:
    calendar_id = promise.policy.calendar_id
    hours = load_hours([calendar_id])[calendar_id]
    policy = promise.for_priority(ticket.priority)
    before = tuple(one.state for one in _alive(clocks))
    begun = advance(before, happening, policy, hours.calendar)[len(before) :]
    numbered = [replace(state, cycle=next_cycle(clocks, state.metric)) for state in begun]
    return start_clocks(ticket, numbered, promise=promise, hours=hours, at=at)


def next_cycle(clocks: list[Kept], metric: str) -> int:
    return 1 + sum(one.row.metric == metric for one in clocks)


def _alive(clocks: list[Kept]) -> list[Kept]:
    return [one for one in clocks if one.row.stop_reason not in LEFT]


def _is_owed(clocks: list[Kept]) -> bool:
    return any(one.state.metric != "resolution" and one.state.stopped_at is None for one in clocks)


def _last_response(alive: list[Kept]) -> Kept | None:
    responses = [one for one in alive if one.state.metric != "resolution"]
    return max(responses, key=lambda one: one.state.started_at, default=None)


def _was_answered(ticket: Ticket, message: int | None) -> bool:
    return answers(ticket.pk).filter(pk__lt=message or 0).exists()
