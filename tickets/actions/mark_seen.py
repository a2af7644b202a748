from __future__ import annotations

from django.db import transaction

from people.models import Agent
from tickets.actions.mark_read import mark_read
from tickets.changing import lock, write
from tickets.models import Ticket
from tickets.recording import show_again


@transaction.atomic
def mark_seen(ticket: Ticket, *, agent: Agent) -> bool:
    """Somebody responsible looked: the assignee, or anybody who may answer while there is none.

    Whoever looked: what they were to hear of it, they know now.
    """
    mark_read(agent, ticket=ticket)
    if not agent.may_write or not ticket.unseen:
        return False
    lock(ticket)
    if not ticket.unseen or ticket.assignee_id not in {None, agent.pk}:
        return False
    write(ticket, unseen=0)
    show_again(ticket)
    return True
