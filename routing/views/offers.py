"""The agent's own offer, above every page while it lasts: take it, or say why not."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.lib.refused import Refused
from people.signed_in import SignedInRequest, may_write, signed_in
from routing.actions.answer_offer import accept_offer, decline_offer
from routing.models import TicketOffer
from routing.models.offer import TicketOfferQuerySet
from tickets.decline_reasons import DeclineReason
from tickets.models import Ticket


@signed_in
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Empty while nothing is offered."""
    return _bar(request)


@may_write
@require_POST
def accept(request: SignedInRequest, offer_id: int) -> HttpResponse:
    offer = _own(request, offer_id)
    try:
        is_theirs = accept_offer(offer, by=request.user)
    except Refused as refusal:
        return _refused(request, refusal.words)
    if not is_theirs:
        return _refused(request, _("Too late: somebody else is asked, or has it."))
    address = reverse("tickets:ticket", args=[offer.ticket_id])
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else HttpResponseRedirect(address)


@may_write
@require_POST
def decline(request: SignedInRequest, offer_id: int) -> HttpResponse:
    offer = _own(request, offer_id)
    try:
        decline_offer(offer, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return _refused(request, refusal.words)
    return _bar(request) if request.htmx else HttpResponseRedirect("/")


def _own(request: SignedInRequest, offer_id: int) -> TicketOffer:
    return get_object_or_404(_to(request), pk=offer_id)


def _to(request: SignedInRequest) -> TicketOfferQuerySet:
    """Of a team that they have left meanwhile they read nothing."""
    theirs = Ticket.objects.visible_to(request.user)
    return TicketOffer.objects.filter(agent=request.user, ticket__in=theirs)


def _refused(request: SignedInRequest, words: str) -> HttpResponse:
    """Said where the next offer is not drawn over it."""
    if not request.htmx:
        messages.error(request, words)
        return HttpResponseRedirect("/")
    response = _bar(request, status=409)
    response.headers["HX-Trigger"] = json.dumps({"say": {"words": words, "tone": "error"}})
    return response


def _bar(request: SignedInRequest, *, status: int = 200) -> HttpResponse:
    offer = _to(request).standing().select_related("ticket__customer", "ticket__channel").first()
    context = {"offer": offer, "reasons": DeclineReason.choices}
    return render(request, "routing/_offer.html", context, status=status)
