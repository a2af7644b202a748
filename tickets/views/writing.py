"""What replies and notes have in common: the draft behind them, and what to answer when they cannot go."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from people.models import Agent
from people.signed_in import SignedInRequest
from tickets.models import Draft, Ticket
from tickets.stale import SentBefore
from tickets.views.answers import is_script
from tickets.views.inbox import list_of
from tickets.views.ticket_parts import thread_of

REFUSED = 422
CONFLICT = 409


def begun_by(agent: Agent, ticket: Ticket, kind: str) -> Draft | None:
    """The draft whose files go along."""
    draft: Draft | None = Draft.objects.filter(ticket=ticket, agent=agent, kind=kind).first()
    return draft


def still_written(
    request: SignedInRequest,
    ticket: Ticket,
    *,
    kind: str,
    words: str,
    status: int = REFUSED,
    **said: object,
) -> HttpResponseBase:
    """Not sent: why, above the text, which is still there, a note where notes are written."""
    if is_script(request):
        return JsonResponse({"error": words}, status=status)
    context = list_of(request, current=ticket.pk) | thread_of(request, ticket, kind=kind)
    context |= {"pane": "thread", "words": words, "typed": request.POST, **said}
    return render(request, "tickets/ticket.html", context, status=status)


def sent_before(
    request: SignedInRequest, ticket: Ticket, before: SentBefore, *, kind: str
) -> HttpResponseBase:
    """What this key said first, above the text. To be sent all the same it takes a new key."""
    said = {"earlier": before.earlier, "earlier_kind": kind}
    if is_script(request):
        context = {**said, "words": before.words, "ticket": ticket}
        html = render_to_string("tickets/_sent_before.html", context, request)
        told = {"code": "sent_before", "error": before.words, "html": html}
        return JsonResponse(told, status=CONFLICT)
    typed = request.POST.copy()
    typed["client_key"] = str(uuid4())
    return still_written(request, ticket, kind=kind, words=before.words, status=CONFLICT, typed=typed, **said)
