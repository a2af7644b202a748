from __future__ import annotations

from dataclasses import replace

from events.database_time import database_time
from routing.actions.change_clock import change_clock, new_spans
from routing.clocks import Kept, carried_facts, put_on_row, spans_of
from routing.clockwork import Target, retarget, stop, thresholds
from routing.following import next_cycle
from routing.models import Clock, ClockSpan

FROM_THE_FORMER = ("policy", "version", "priority", "warnings", "pauses", "kept")


def succeed_clock(clocks: list[Kept], one: Kept, target: Target) -> Kept:
    """The same promise with more or less time, counted from the same start: another clock takes over, so that
    a warning whose moment lies ahead again is told again then. The caller holds the ticket and its clocks.
    """
    now = database_time()
    untold = replace(one.state, fired=frozenset(), cycle=next_cycle(clocks, one.state.metric))
    state = retarget(untold, one.calendar, target)
    past = {threshold.point for threshold in thresholds(state, one.calendar) if threshold.at <= now}
    state = replace(state, fired=one.state.fired & past)
    facts = {name: one.row.policy_facts[name] for name in FROM_THE_FORMER if name in one.row.policy_facts}
    row = Clock(
        ticket_id=one.row.ticket_id,
        metric=state.metric,
        cycle=state.cycle,
        policy_id=one.row.policy_id,
        calendar_id=one.row.calendar_id,
        target_seconds=target.seconds,
        started_at=state.started_at,
        policy_facts={**facts, **carried_facts(state)},
    )
    change_clock(one, stop(one.state, one.calendar, at=now), stop_reason="replaced")
    put_on_row(row, state, one.calendar)
    row.save()
    ClockSpan.objects.bulk_create(new_spans(row.pk, spans_of(state)))
    clocks.append(Kept(row=row, state=state, hours=one.hours))
    return clocks[-1]
