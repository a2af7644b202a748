"""The parts of a ticket's page, each with one id: a page includes them, a change morphs them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from people.signed_in import SignedInRequest
from tickets.choices import choices_for
from tickets.composing import composer_for
from tickets.models import Draft, Ticket
from tickets.reachability import cut_off_of
from tickets.reply_way import ReplyChoice
from tickets.timeline import timeline_page

PAGE = 30


def thread_of(request: SignedInRequest, ticket: Ticket, *, kind: str = Draft.Kind.REPLY) -> dict[str, Any]:
    """Head, timeline and composer."""
    context = timeline_of(request, ticket)
    choice = ReplyChoice.read((request.POST or request.GET).dict())
    composer = composer_for(ticket, agent=request.user, page=context["page"], kind=kind, choice=choice)
    return context | {"composer": composer}


def timeline_of(request: SignedInRequest, ticket: Ticket) -> dict[str, Any]:
    page = timeline_page(ticket, viewer=request.user, before=request.GET.get("before", ""), size=PAGE)
    return {"ticket": ticket, "page": page, "now": timezone.now()}


def facts_of(request: SignedInRequest, ticket: Ticket) -> dict[str, Any]:
    parent = Ticket.objects.filter(pk=ticket.parent_id or 0)
    return {
        "ticket": ticket,
        "choices": choices_for(ticket, agent=request.user),
        "is_parent_seen": ticket.is_internal and parent.visible_to(request.user).exists(),
    }


def customer_of(ticket: Ticket) -> dict[str, Any]:
    theirs = ticket.customer.identities.select_related("replaced_by").order_by("pk")
    cut_off = {one.identity: one.reason for one in cut_off_of(ticket.customer_id)}
    return {"ticket": ticket, "identities": list(theirs), "cut_off": cut_off}
