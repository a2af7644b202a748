from __future__ import annotations

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock, refuse_closed, write
from tickets.models import Status, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.ticket_numbers import number_of


@transaction.atomic
def link_problem(ticket: Ticket, *, to: Ticket, by: Actor) -> bool:
    """The ticket is one of the incidents of that problem. False if it was so already."""
    if ticket.pk == to.pk:
        raise Refused("own_problem")
    lock_both(ticket, to)
    if ticket.problem_id == to.pk:
        return False
    _refuse(ticket, to)
    write(ticket, problem=to)
    record_on(ticket, "problem.linked", by=by, problem=to.pk)
    record_on(to, "incident.linked", by=by, incident=ticket.pk)
    return True


def lock_both(one: Ticket, other: Ticket) -> None:
    """By ascending id, whichever is the problem: of A to B and B to A at once the later sees the first."""
    for ticket in sorted((one, other), key=lambda ticket: ticket.pk):
        lock(ticket)


def _refuse(ticket: Ticket, to: Ticket) -> None:
    """One level: the database holds it too."""
    refuse_closed(ticket)
    if ticket.is_internal:  # what is answered to all incidents goes to customers
        raise Refused("internal_no_incident")
    if to.status == Status.CLOSED:
        raise Refused("problem_closed", problem=number_of(to.pk))
    if ticket.problem_id:
        raise Refused("has_problem", problem=number_of(ticket.problem_id))
    if to.problem_id:
        raise Refused("problem_is_incident", ticket=number_of(to.pk), problem=number_of(to.problem_id))
    if ticket.incidents.exists():
        raise Refused("has_incidents")
