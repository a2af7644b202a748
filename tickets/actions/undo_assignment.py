from __future__ import annotations

from django.db import transaction

from events import actors
from events.models import Event
from people.models import Agent
from tickets.actions.assign import give, put_back
from tickets.changing import lock, refuse_done, refuse_reader
from tickets.event_kinds import ASSIGNMENT_KINDS
from tickets.models import Ticket
from tickets.refusals import Refused


@transaction.atomic
def undo_assignment(ticket: Ticket, *, event: Event, by: Agent) -> None:
    """Who had it before has it again, or the queue. Only what they did, and while it holds."""
    refuse_reader(by)
    lock(ticket)
    refuse_done(ticket)
    moves = Event.objects.filter(ticket_id=ticket.pk, kind__in=ASSIGNMENT_KINDS)
    actor = actors.agent(by)
    is_own = (event.actor_kind, event.actor_id) == (actor.kind, actor.id)
    if not is_own or event.kind != "ticket.assigned" or moves.filter(pk__gt=event.pk).exists():
        raise Refused("undo_too_late")
    former = Agent.objects.filter(pk=event.data["from"]).first()
    if former is None:
        put_back(ticket, reason=Ticket.UnassignedReason.UNASSIGNED, by=actor, at=None)
    elif former.is_active and former.may_write:
        give(ticket, to=former, by=actor, reason="undone", at=None)
    else:
        raise Refused("cannot_take_tickets", agent=former.name)
