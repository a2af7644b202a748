"""By which channel the next reply goes: the ways there are, and the composer as one of them makes it."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, may_write
from tickets.composing import composer_by, signature_under
from tickets.reply_way import ReplyChoice
from tickets.views.found import the_ticket
from tickets.ways import all_ways_to


@may_write
@require_safe
def show_all(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    """The menu, fetched when it is opened."""
    ticket = the_ticket(request, ticket_id)
    context = {"ticket": ticket, "ways": all_ways_to(ticket), "chosen": request.GET.get("chosen", "")}
    return render(request, "tickets/_ways.html", context)


@may_write
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    """Two parts of the composer: whom it says it writes to, and what stands above the words."""
    ticket = the_ticket(request, ticket_id)
    if not request.htmx:
        return redirect(f"{reverse('tickets:ticket', args=[ticket.pk])}?{request.GET.urlencode()}")
    way = composer_by(ticket, agent=request.user, choice=ReplyChoice.read(request.GET.dict()))
    context = {"ticket": ticket, "way": way, "signature": signature_under(way, ticket)}
    return render(request, "tickets/_reply_chosen.html", context)
