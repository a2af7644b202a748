"""The door of every view: what the viewer may not see does not exist."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from people.signed_in import SignedInRequest
from tickets.models import Ticket

LARGEST = 2**63 - 1  # beyond it no row can be


def the_ticket(request: SignedInRequest, ticket_id: int) -> Ticket:
    if ticket_id > LARGEST:
        raise Http404
    tickets = Ticket.objects.visible_to(request.user).for_page(request.user)
    return get_object_or_404(tickets, pk=ticket_id)
