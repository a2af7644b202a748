from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from people.models import Agent
from tickets.actions.notify import notify
from tickets.changing import lock, move, refuse_reader, write
from tickets.models import Notification, Status, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused


@transaction.atomic
def cancel_escalation(child: Ticket, *, by: Actor, agent: Agent, at: datetime | None = None) -> None:
    """What another function was to do is no longer wanted: its ticket ends, and whoever has it is told."""
    refuse_reader(agent)
    parent = child.parent
    if parent is None:
        raise Refused("escalation_over")
    lock(parent)  # before its children: the lower id first
    if not end_escalation(child, of=parent, by=by, agent=agent, at=at):
        raise Refused("escalation_over")


def end_escalation(child: Ticket, *, of: Ticket, by: Actor, agent: Agent, at: datetime | None) -> bool:
    """Within another action that holds the customer's ticket. False if it is over already."""
    lock(child)
    if child.is_done:
        return False
    now = at or timezone.now()
    write(child, cancelled_at=now)
    move(child, Status.CLOSED, at=now, waiting_since=None, unseen=0)
    event = record_on(child, "ticket.closed", by=by, at=at, cancelled=True)
    record_on(of, "escalation.cancelled", by=by, at=at, child=child.pk, team=child.team_id)
    if child.assignee and child.assignee_id != agent.pk:
        notify(child.assignee, ticket=child, kind=Notification.Kind.ESCALATION_CANCELLED, event=event)
    return True
