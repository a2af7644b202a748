"""Who reads and who hears of a ticket: seen, following, others on the thread."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets import live
from tickets.actions.accept_participant import accept_participant
from tickets.actions.follow import follow, unfollow
from tickets.actions.leave_out_participant import leave_out_participant
from tickets.actions.mark_seen import mark_seen
from tickets.views.answers import changed, refusable
from tickets.views.found import the_ticket
from tickets.views.methods import deletes


@may_write
@require_POST
def see(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """The browser says so once the page has been looked at for a moment; opening it alone writes nothing."""
    mark_seen(the_ticket(request, ticket_id), agent=request.user)
    return HttpResponse(status=204)


@may_write
@require_http_methods(["POST", "DELETE"])
@refusable
def change_following(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    if deletes(request):
        unfollow(ticket, agent=request.user)
        live.tell_unfollowed(ticket, agent=request.user)
        return changed(request, ticket, say=_("You no longer follow this ticket"))
    follow(ticket, agent=request.user)
    return changed(request, ticket, say=_("You follow this ticket"))


@may_write
@require_POST
@refusable
def accept(request: SignedInRequest, ticket_id: int, participant_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    participant = get_object_or_404(ticket.participants, pk=participant_id)
    did = accept_participant(participant, by=actors.agent(request.user))
    undo = reverse("tickets:participant-removal", args=[ticket_id, participant_id]) if did else ""
    say = _("Replies now also go to %(address)s") % {"address": participant.address}
    return changed(request, ticket, say=say, undo=undo)


@may_write
@require_POST
@refusable
def leave_out(request: SignedInRequest, ticket_id: int, participant_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    participant = get_object_or_404(ticket.participants, pk=participant_id)
    did = leave_out_participant(participant, by=actors.agent(request.user))
    undo = reverse("tickets:participant", args=[ticket_id, participant_id]) if did else ""
    say = _("Replies no longer go to %(address)s") % {"address": participant.address}
    return changed(request, ticket, say=say, undo=undo)
