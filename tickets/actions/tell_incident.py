from __future__ import annotations

from events import actors
from people.models import Agent
from tickets.actions.resolve import mark_resolved
from tickets.changing import refuse_reader
from tickets.models import Message, Ticket
from tickets.recording import record_on


def tell_incident(ticket: Ticket, *, told: Message, agent: Agent, resolves: bool) -> None:
    """Within another action that holds the ticket: its customer got the text in another incident."""
    refuse_reader(agent)
    by = actors.agent(agent)
    record_on(ticket, "incident.told", by=by, ticket=told.ticket_id)
    if resolves:
        mark_resolved(ticket, by=by, at=None, by_reply=told.pk)
