from __future__ import annotations

from typing import Any

from django.db import transaction

from events.actors import Actor
from people.models import Agent
from tickets.actions.cancel_escalation import end_escalation
from tickets.actions.reply import send_reply
from tickets.actions.resolve_asked import StillAsked, Then
from tickets.changing import lock, refuse_reader
from tickets.models import Message, Ticket


@transaction.atomic
def reply_asked(ticket: Ticket, *, by: Actor, agent: Agent, then: Then = "", **said: Any) -> Message:
    """A reply that resolves (`said`: as to send_reply), by a person who first says what becomes of what other
    functions still do for the ticket. That says nothing of what the customer may have written meanwhile.
    """
    refuse_reader(agent)
    lock(ticket)
    going_on = list(ticket.children.active().order_by("pk")) if ticket.is_active else []
    if going_on and not then:
        raise StillAsked(going_on)
    message = send_reply(ticket, by=by, agent=agent, resolves=True, **said)
    if then == "cancel":
        for child in going_on:
            end_escalation(child, of=ticket, by=by, agent=agent, at=None)
    return message
