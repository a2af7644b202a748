from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction

from events import actors
from events.database_time import database_time
from events.models import Event
from people.models import Agent
from routing.actions.succeed_clock import succeed_clock
from routing.clocks import OVER, Kept, hold_with_clocks, keep
from routing.following import show_deadline
from routing.thresholds import BREACH
from tickets.changing import refuse_done, refuse_reader
from tickets.recording import record_on
from tickets.refusals import Refused

MOST = 10_080  # minutes: a week around the clock
LONGEST = 200  # letters of a reason


@transaction.atomic
def extend_clock(ticket_id: int, *, clock_id: int, minutes: int, reason: str, by: Agent) -> Event:
    """More working time for a promise that is still running. What was told as broken stays broken."""
    refuse_reader(by)
    reason = " ".join(reason.split())
    if not 1 <= minutes <= MOST:
        raise Refused("bad_extension", most=MOST)
    if not 0 < len(reason) <= LONGEST:
        raise Refused("no_reason", limit=LONGEST)
    ticket, rows = hold_with_clocks(ticket_id)
    refuse_done(ticket)
    clocks = keep(rows)
    one = _running(clocks, clock_id)
    successor = succeed_clock(clocks, one, one.state.target.extended(((0, 60 * minutes),)))
    row = successor.row
    data: dict[str, Any] = {"metric": row.metric, "cycle": row.cycle, "clock": row.pk}
    event = record_on(
        ticket, "sla.extended", by=actors.agent(by), **data, seconds=60 * minutes, reason=reason
    )
    _name(successor, event)
    show_deadline(ticket, clocks)
    return event


def _running(clocks: list[Kept], clock_id: int) -> Kept:
    one = next((one for one in clocks if one.row.pk == clock_id), None)
    if one is None or not one.state.is_running or one.row.stop_reason in OVER:
        raise Refused("promise_over")
    late = one.state.deadline is not None and one.state.deadline <= database_time()
    if late or BREACH in one.state.fired:
        raise Refused("promise_broken")
    return one


def _name(one: Kept, event: Event) -> None:
    """The extension goes by its event, which says who gave it and why."""
    *former, (_, seconds) = one.state.target.extensions
    extensions = (*former, (event.pk, seconds))
    one.state = replace(one.state, target=replace(one.state.target, extensions=extensions))
    one.row.policy_facts["extensions"] = [list(pair) for pair in extensions]
    one.row.save(update_fields=["policy_facts"])
