"""Whom a ticket is about: what we call them, how we speak with them, what they count for, where we write."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import actors
from people.actions.add_address import add_address
from people.actions.change_customer import change_customer
from people.actions.correct_address import correct_address
from people.signed_in import SignedInRequest, may_write, signed_in
from people.stale import StaleRow
from tickets.customer_changes import last_change
from tickets.forms.customer import AddressForm, CustomerForm
from tickets.forms.writing import first_error
from tickets.models import Ticket
from tickets.views.answers import changed, is_script, refusable, refuse
from tickets.views.found import the_ticket
from tickets.views.ticket_parts import customer_of

CONFLICT = 409
CARD = "tickets/_customer.html"


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    return render(request, CARD, customer_of(the_ticket(request, ticket_id)))


@may_write
@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def change(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    """The form is asked for when it is opened, so that it holds what is known by then."""
    ticket = the_ticket(request, ticket_id)
    if request.method != "POST":
        return render(request, "tickets/_customer_form.html", _with_form(request, ticket))
    form = CustomerForm(request.POST, customer=ticket.customer, agent=request.user)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    by, seen = actors.agent(request.user), form.cleaned_data["version"]
    try:
        change_customer(ticket.customer, by=by, expected_version=seen, **form.changes)
    except StaleRow as stale:
        return _conflict(request, ticket, f"{stale.words} {last_change(ticket.customer)}".strip())
    return _saved(request, ticket, say=_("Saved"))


@may_write
@require_POST
@refusable
def add_or_correct(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    address, by = form.cleaned_data["address"], actors.agent(request.user)
    if wrong := form.cleaned_data["instead_of"]:
        identity = get_object_or_404(ticket.customer.identities.filter(kind="mail"), pk=wrong)
        better = correct_address(identity, to=address, by=by)
        return _saved(request, ticket, say=_("Replies now go to %(address)s") % {"address": better.address})
    added = add_address(ticket.customer, address=address, by=by)
    return _saved(request, ticket, say=_("%(address)s is theirs from now on") % {"address": added.address})


def _with_form(request: SignedInRequest, ticket: Ticket) -> dict[str, Any]:
    return customer_of(ticket) | {"form": CustomerForm(customer=ticket.customer, agent=request.user)}


def _saved(request: SignedInRequest, ticket: Ticket, *, say: str) -> HttpResponse:
    answer = changed(request, ticket, say=say)
    if is_script(request) and "HX-Redirect" not in answer:
        known = customer_of(the_ticket(request, ticket.pk)) | {"oob": True}
        answer.write(render_to_string(CARD, known, request))
    return answer


def _conflict(request: SignedInRequest, ticket: Ticket, words: str) -> HttpResponse:
    """The card and its form as they are now, so that the next try is not stale."""
    if not is_script(request):
        messages.error(request, words)
        return redirect("tickets:ticket", ticket.pk)
    context = _with_form(request, the_ticket(request, ticket.pk)) | {"oob": True, "words": words}
    return render(request, CARD, context, status=CONFLICT)
