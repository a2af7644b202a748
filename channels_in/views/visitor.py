"""Beside a web chat: is the visitor there, where, who do they say they are; and how to be rid of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from channels_in.actions.block_sender import block_visitor, unblock
from channels_in.models import Block, Visitor
from channels_in.webchat.passing_on import is_there, visitor_on
from channels_in.webchat.reach_words import reach_words
from events import actors
from people.signed_in import SignedInRequest, may_write, signed_in
from tickets.models import ChannelKind, Ticket
from tickets.views.found import the_ticket


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    return _shown(request, ticket, _visitor_on(ticket))


@may_write
@require_POST
def block(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """What they write from now on waits in quarantine; or, undone, comes in again."""
    ticket = the_ticket(request, ticket_id)
    visitor = _visitor_on(ticket)
    if visitor is None:
        raise Http404
    if request.POST.get("_method") != "delete":
        block_visitor(visitor.address, by=actors.agent(request.user), ticket=ticket)
    elif found := _block_of(visitor):
        unblock(found, by=actors.agent(request.user))
    if request.headers.get("HX-Request"):
        return _shown(request, ticket, visitor)
    return HttpResponseRedirect(reverse("tickets:ticket", args=[ticket.pk]))


def _visitor_on(ticket: Ticket) -> Visitor | None:
    return visitor_on(ticket) if ticket.channel.kind == ChannelKind.WEBCHAT else None


def _block_of(visitor: Visitor) -> Block | None:
    return Block.objects.filter(kind=Block.Kind.IDENTITY, value=visitor.address.lower()).first()


def _shown(request: SignedInRequest, ticket: Ticket, visitor: Visitor | None) -> HttpResponse:
    context: dict[str, Any] = {
        "ticket": ticket,
        "visitor": visitor,
        "is_there": visitor is not None and is_there(visitor),
    }
    if visitor:
        context |= {"reach": reach_words(visitor), "block": _block_of(visitor)}
    return render(request, "channels_in/_visitor.html", context)
