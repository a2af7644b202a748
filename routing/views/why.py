from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, signed_in
from routing.why_panel import why
from tickets.views.found import the_ticket


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    return render(request, "routing/_why.html", {"ticket": ticket, **why(ticket, request.user)})
