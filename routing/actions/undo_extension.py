from __future__ import annotations

from typing import Any

from django.db import transaction

from events import actors
from events.models import Event
from people.models import Agent
from routing.actions.succeed_clock import succeed_clock
from routing.clocks import Kept, hold_with_clocks, keep
from routing.following import show_deadline
from tickets.changing import refuse_done, refuse_reader
from tickets.recording import record_on
from tickets.refusals import Refused


@transaction.atomic
def undo_extension(ticket_id: int, *, event: Event, by: Agent) -> None:
    """The promise as it was before, as long as it runs. Only by who extended it."""
    refuse_reader(by)
    ticket, rows = hold_with_clocks(ticket_id)
    refuse_done(ticket)
    clocks = keep(rows)
    one = _extended(clocks, event)
    actor = actors.agent(by)
    if one is None or (event.actor_kind, event.actor_id) != (actor.kind, actor.id):
        raise Refused("undo_too_late")
    left = tuple(pair for pair in one.state.target.extensions if pair[0] != event.pk)
    row = succeed_clock(clocks, one, one.state.target.promised.extended(left)).row
    data: dict[str, Any] = {"metric": row.metric, "cycle": row.cycle, "clock": row.pk, "extension": event.pk}
    record_on(ticket, "sla.extension_undone", by=actor, **data)
    show_deadline(ticket, clocks)


def _extended(clocks: list[Kept], event: Event) -> Kept | None:
    """The clock that counts with it now; none once that has been answered, or it was undone."""
    for one in clocks:
        if one.state.stopped_at is None and event.pk in dict(one.state.target.extensions):
            return one
    return None
