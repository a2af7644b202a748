"""Beside a web chat: whether the visitor is there, on which page, and who they say they are."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_in.webchat.passing_on import AFTER, is_there, visitor_on
from people.signed_in import SignedInRequest, signed_in
from tickets.models import ChannelKind
from tickets.views.found import the_ticket


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    visitor = visitor_on(ticket) if ticket.channel.kind == ChannelKind.WEBCHAT else None
    context: dict[str, object] = {
        "ticket": ticket,
        "visitor": visitor,
        "is_there": visitor is not None and is_there(visitor),
    }
    if visitor:
        seconds = int(visitor.connection.options.get("mail_after_seconds", AFTER))
        context |= {"minutes": max(1, round(seconds / 60))}
    return render(request, "channels_in/_visitor.html", context)
