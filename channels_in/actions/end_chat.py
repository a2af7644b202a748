from __future__ import annotations

from django.db import transaction

from events.actors import Actor
from tickets.actions.resolve import resolve
from tickets.changing import lock
from tickets.models import Status, Ticket
from tickets.recording import record_on


@transaction.atomic
def end_chat(ticket: Ticket, *, by: Actor) -> bool:
    """The visitor is done. If nobody waits for an answer the matter is, too; else a person looks."""
    lock(ticket)
    if ticket.is_done:
        return False
    record_on(ticket, "chat.ended", by=by)
    if ticket.status == Status.PENDING and ticket.waiting_since is None:
        resolve(ticket, by=by)
    return True
