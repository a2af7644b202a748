"""A message that did not get through: send it again, or leave it."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.actions.give_up_delivery import give_up_delivery
from tickets.actions.retry_delivery import retry_delivery
from tickets.actions.send_elsewhere import send_elsewhere
from tickets.models import Delivery
from tickets.views.answers import changed, refusable
from tickets.views.found import the_ticket


@may_write
@require_POST
@refusable
def retry(request: SignedInRequest, ticket_id: int, delivery_id: int) -> HttpResponseBase:
    """To the same address, or to the one that it should have gone to."""
    ticket = the_ticket(request, ticket_id)
    delivery = get_object_or_404(Delivery, pk=delivery_id, message__ticket=ticket)
    by, address = actors.agent(request.user), request.POST.get("address", "").strip()
    if address:
        send_elsewhere(delivery, address=address, by=by)
    else:
        retry_delivery(delivery, by=by)
    return changed(request, ticket, say=_("It is sent again"))


@may_write
@require_POST
@refusable
def give_up(request: SignedInRequest, ticket_id: int, delivery_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    delivery = get_object_or_404(Delivery, pk=delivery_id, message__ticket=ticket)
    give_up_delivery(delivery, by=actors.agent(request.user))
    return changed(request, ticket, say=_("Left unsent"))
