from __future__ import annotations

from django.db import transaction

from tickets.changing import write
from tickets.customer_tickets import held_of
from tickets.models import Status, Ticket
from tickets.recording import show_again


@transaction.atomic
def show_customer(customer_id: int, *, speaks_anew: bool) -> None:
    """What we know of them stands beside their tickets. `speaks_anew`: their language was said, so they are
    answered in it; else each ticket keeps the one it came in.
    """
    for ticket in held_of(customer_id, Ticket.objects.exclude(status=Status.CLOSED)):
        if speaks_anew and ticket.customer.language and ticket.language != ticket.customer.language:
            write(ticket, language=ticket.customer.language)
        show_again(ticket)
