from __future__ import annotations

from django.db import transaction

from events.actors import Actor
from tickets.actions.link_problem import lock_both
from tickets.changing import refuse_closed, write
from tickets.models import Ticket
from tickets.recording import record_on


@transaction.atomic
def unlink_problem(ticket: Ticket, *, of: Ticket, by: Actor) -> bool:
    """The ticket is none of its incidents any more. False if it was none."""
    lock_both(ticket, of)
    if ticket.problem_id != of.pk:
        return False
    refuse_closed(ticket)
    write(ticket, problem=None)
    record_on(ticket, "problem.unlinked", by=by, problem=of.pk)
    record_on(of, "incident.unlinked", by=by, incident=ticket.pk)
    return True
