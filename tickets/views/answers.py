"""What a view answers when it has changed a ticket, or may not.

A script gets the parts that changed, or {"error": words}; a plain form gets the ticket's page again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from helpdesk.lib.refused import Refused
from people.signed_in import SignedInRequest
from tickets.models import Ticket
from tickets.problems import incidents_left
from tickets.stale import StaleTicket
from tickets.timeline import entries_of
from tickets.views.found import the_ticket
from tickets.views.ticket_parts import facts_of

Params = ParamSpec("Params")
View = Callable[Concatenate[SignedInRequest, Params], HttpResponseBase]

REFUSED = 400  # not 422: htmx is told to show those where the answer would have stood


def changed(
    request: SignedInRequest,
    ticket: Ticket,
    *,
    say: str = "",
    undo: str = "",
    undo_with: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The ticket as it is now. `undo`: posting there, with those fields, undoes it."""
    if not Ticket.objects.visible_to(request.user).filter(pk=ticket.pk).exists():
        return _gone(request, say)
    if not is_script(request):
        return back(request, ticket.pk, say)
    ticket = the_ticket(request, ticket.pk)  # an action may have changed another copy of it
    context = facts_of(request, ticket) | {"still_open": incidents_left(ticket, agent=request.user)}
    response = render(request, "tickets/_changed.html", context)
    news: dict[str, object] = {"ticket-changed": {"ticket": ticket.pk, "version": ticket.version}}
    if say:
        news["say"] = {
            "words": say,
            "undo": undo,
            "undo_with": undo_with or {},
            "done": ticket.pk if ticket.is_done else None,
        }
    response.headers["HX-Trigger"] = json.dumps(news)
    return response


def refusable(view: View[Params]) -> View[Params]:
    """Actions raise what they will not do; here it becomes words on the page."""

    @wraps(view)
    def wrapper(request: SignedInRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        ticket_id = cast("int", kwargs["ticket_id"])
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return refuse(request, ticket_id, refused.words)
        except StaleTicket as stale:
            return _conflict(request, ticket_id, stale)

    return wrapper


def refuse(request: SignedInRequest, ticket_id: int, words: str) -> HttpResponseBase:
    if is_script(request):
        return JsonResponse({"error": words}, status=REFUSED)
    messages.error(request, words)
    return redirect("tickets:ticket", ticket_id)


def back(request: SignedInRequest, ticket_id: int, say: str) -> HttpResponse:
    if say:
        messages.success(request, say)
    return redirect("tickets:ticket", ticket_id)


def is_script(request: SignedInRequest) -> bool:
    return bool(request.htmx) or request.headers.get("X-Requested-With") == "fetch"


def newer_in(stale: StaleTicket, ticket: Ticket, request: SignedInRequest) -> list[Any]:
    rows: list[Any] = stale.changes
    return list(entries_of(rows, ticket=ticket, viewer=request.user))


def _conflict(request: SignedInRequest, ticket_id: int, stale: StaleTicket) -> HttpResponse:
    """What somebody else did meanwhile, and the facts as they are now, so that the next try is not stale."""
    ticket = the_ticket(request, ticket_id)
    context = facts_of(request, ticket) | {"newer": newer_in(stale, ticket, request), "words": stale.words}
    if is_script(request):
        return render(request, "tickets/_changed_by_others.html", context, status=409)
    return render(request, "tickets/changed_by_others.html", context | {"section": "inbox"}, status=409)


def _gone(request: SignedInRequest, say: str) -> HttpResponse:
    messages.success(request, say)
    messages.info(request, _("You no longer see this ticket."))
    inbox = reverse("tickets:inbox")
    if is_script(request):
        return HttpResponse(status=204, headers={"HX-Redirect": inbox})
    return HttpResponseRedirect(inbox)
