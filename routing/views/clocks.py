from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, signed_in
from routing.clock_panel import receipt_of, shown_clocks
from tickets.views.answers import is_script
from tickets.views.found import LARGEST, the_ticket


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    return render(request, "routing/_clocks.html", {"ticket": ticket, "clocks": shown_clocks(ticket)})


@signed_in
@require_safe
def show_receipt(request: SignedInRequest, ticket_id: int, clock_id: int) -> HttpResponse:
    """What one promise was counted from, line by line; asked for when somebody wants to know."""
    ticket = the_ticket(request, ticket_id)
    row = get_object_or_404(ticket.clocks, pk=min(clock_id, LARGEST))
    context = {"ticket": ticket, **receipt_of(row)}
    if is_script(request):
        return render(request, "routing/_receipt.html", context)
    return render(request, "routing/receipt.html", context | {"section": "ticket", "is_page": True})
