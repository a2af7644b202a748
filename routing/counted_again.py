"""A clock whose hours have changed: its deadline moves, and with it the moments at which it warns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.database_time import database_time
from routing.actions.change_clock import change_clock, recount_clock
from routing.actions.start_clocks import start_clocks
from routing.clocks import Kept
from routing.clockwork import stop, thresholds
from routing.following import next_cycle
from routing.policies import Promise
from tickets.models import Ticket


def count_again(
    ticket: Ticket, clocks: list[Kept], one: Kept, promises: Sequence[Promise], *, event: int
) -> bool:
    """One of the ticket's clocks, which the caller holds, after this event. False if nothing moved.

    A warning that was told and whose moment now lies ahead again has to be told again then; as each is told
    once for a clock, another takes over.
    """
    if not recount_clock(one, event=event):
        return False
    now = database_time()
    past = {threshold.point for threshold in thresholds(one.state, one.calendar) if threshold.at <= now}
    promise = next((each for each in promises if each.policy.pk == one.row.policy_id), None)
    if promise and not one.state.fired <= past:
        cycle = next_cycle(clocks, one.state.metric)
        successor = replace(one.state, fired=one.state.fired & past, cycle=cycle)
        change_clock(one, stop(one.state, one.calendar, at=now), stop_reason="replaced")
        clocks += start_clocks(ticket, [successor], promise=promise, hours=one.hours, at=now)
    return True
