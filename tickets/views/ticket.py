"""The page of one ticket, whole or in parts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, signed_in
from tickets.escalations import escalations_of
from tickets.previous import MOST, previous_tickets
from tickets.problems import problem_panel
from tickets.views.found import the_ticket
from tickets.views.inbox import list_beside
from tickets.views.ticket_parts import customer_of, facts_of, thread_of, timeline_of


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """With a list beside it; a script that has one already gets the ticket alone."""
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "tickets/_opened.html", thread_of(request, the_ticket(request, ticket_id)))
    context = list_beside(request, ticket_id)
    context |= thread_of(request, the_ticket(request, ticket_id))
    pane = "side" if request.GET.get("pane") == "side" else "thread"
    return render(request, "tickets/ticket.html", context | {"pane": pane})


@signed_in
@require_safe
def show_head(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    return render(request, "tickets/_head.html", {"ticket": the_ticket(request, ticket_id)})


@signed_in
@require_safe
def show_timeline(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """The newest page; with `before`, an older one, which goes above what is there."""
    template = "tickets/_earlier.html" if request.GET.get("before") else "tickets/_newest.html"
    return render(request, template, timeline_of(request, the_ticket(request, ticket_id)))


@signed_in
@require_safe
def show_facts(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    return render(request, "tickets/_facts.html", facts_of(request, the_ticket(request, ticket_id)))


@signed_in
@require_safe
def show_side(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    context: dict[str, Any] = facts_of(request, ticket) | customer_of(ticket)
    context |= {
        "participants": list(ticket.participants.order_by("pk")),
        "previous": previous_tickets(ticket, agent=request.user),
        "panel": problem_panel(ticket, agent=request.user),
        "escalated": escalations_of(ticket, agent=request.user),
    }
    return render(request, "tickets/_side_inside.html", context)


@signed_in
@require_safe
def show_previous(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """All of them that one can look through."""
    ticket = the_ticket(request, ticket_id)
    found = previous_tickets(ticket, agent=request.user, limit=MOST)
    return render(request, "tickets/_previous.html", {"ticket": ticket, "previous": found})
