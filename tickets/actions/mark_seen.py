from __future__ import annotations

from django.db import transaction

from people.models import Agent
from tickets.changing import lock, write
from tickets.models import Ticket
from tickets.recording import show_again


@transaction.atomic
def mark_seen(ticket: Ticket, *, agent: Agent) -> bool:
    """Somebody responsible looked: the assignee, or anybody who may answer while there is none."""
    if not agent.may_write or not ticket.unseen:
        return False
    lock(ticket)
    if not ticket.unseen or ticket.assignee_id not in {None, agent.pk}:
        return False
    write(ticket, unseen=0)
    show_again(ticket)
    return True
