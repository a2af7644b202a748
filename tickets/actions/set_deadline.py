from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets.changing import lock, write
from tickets.models import Ticket
from tickets.recording import show_again


@transaction.atomic(savepoint=False)  # nobody goes on from half of it
def set_deadline(ticket: Ticket, *, next_due_at: datetime | None, sla_state: str) -> bool:
    """By routing: the nearest promise and how it stands, for lists to sort by. False if unchanged."""
    lock(ticket)
    if (ticket.next_due_at, ticket.sla_state) == (next_due_at, sla_state):
        return False
    write(ticket, next_due_at=next_due_at, sla_state=Ticket.SlaState(sla_state))
    show_again(ticket)
    return True
