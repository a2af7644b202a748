"""An emoji to what the customer wrote, instead of words."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.actions.send_reaction import send_reaction
from tickets.views.answers import changed, refusable
from tickets.views.found import the_ticket


@may_write
@require_POST
@refusable
def create(request: SignedInRequest, ticket_id: int, message_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    message = get_object_or_404(ticket.messages.select_related("channel"), pk=message_id)
    emoji, by = request.POST.get("emoji", "").strip(), actors.agent(request.user)
    send_reaction(message, emoji=emoji, by=by, agent=request.user)
    return changed(request, ticket, say=_("You reacted with %(emoji)s") % {"emoji": emoji[:40]})
