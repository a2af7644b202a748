from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from events import actors
from events.models import Event
from people.models import Agent
from tickets.actions.notify import notify
from tickets.changing import lock, refuse_done, refuse_reader
from tickets.models import Notification, Ticket
from tickets.recording import record_aside
from tickets.refusals import Refused

REST = timedelta(minutes=5)  # between two nudges for one ticket, whoever gives them


@transaction.atomic
def nudge(ticket: Ticket, *, by: Agent) -> Event:
    """Ask who has it to look at it now."""
    refuse_reader(by)
    lock(ticket)
    refuse_done(ticket)
    holder = ticket.assignee
    if holder is None:
        raise Refused("nobody_to_nudge")
    if holder == by:
        raise Refused("nudge_oneself")
    lately = Notification.objects.filter(agent=holder, ticket=ticket, created_at__gte=Now() - REST)
    if lately.filter(kind=Notification.Kind.NUDGED).exists():
        raise Refused("nudged_already", agent=holder.name)
    event = record_aside(ticket, "ticket.nudged", by=actors.agent(by), agent=holder.pk)
    notify(holder, ticket=ticket, kind=Notification.Kind.NUDGED, event=event, by=by.pk)
    return event
