from __future__ import annotations

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock, write
from tickets.models import Ticket
from tickets.recording import show_again


@transaction.atomic
def note_unassigned(ticket: Ticket, *, reason: str, by: Actor) -> bool:
    """Why nobody has it. No event: a handler that offers tickets must not wake itself."""
    lock(ticket)
    if not ticket.is_active or ticket.assignee_id is not None or ticket.unassigned_reason == reason:
        return False
    write(ticket, unassigned_reason=Ticket.UnassignedReason(reason))
    show_again(ticket)
    return True
