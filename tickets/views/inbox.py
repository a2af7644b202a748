"""The agent's main screen: views and queues, and one list of tickets."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, signed_in
from tickets import lists
from tickets.counts import counts_for, counts_kept_for
from tickets.list_choices import ListChoice
from tickets.list_words import Menus
from tickets.models import Notification
from tickets.page_start import start
from tickets.rendered_rows import rows
from tickets.scope import teams_of, title_of
from tickets.views.ids import ids_in


@signed_in
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    if request.htmx and request.GET.get("after"):
        return render(request, "tickets/_more_rows.html", list_of(request))
    return render(request, "tickets/inbox.html", list_of(request) | {"pane": "list"})


@signed_in
@require_safe
def show_rows(request: SignedInRequest) -> HttpResponse:
    """Those of the named tickets that the list shows now, for a browser that heard of them; or page one."""
    choice = ListChoice.read(request.GET)
    if "ids" in request.GET:
        found = lists.entries(ids_in(request.GET["ids"]), choice, agent=request.user)
        return render(request, "tickets/_rows.html", {"rows": rows(found, choice)})
    # Of a queue that is theirs no more, nothing: not a refusal that leaves its rows standing.
    page = lists.page(choice, agent=request.user, teams=teams_of(request.user))
    context = {"choice": choice, "rows": rows(page.entries, choice), "after": page.after}
    return render(request, "tickets/_more_rows.html", context)


@signed_in
@require_safe
def show_counts(request: SignedInRequest) -> JsonResponse:
    """Only what is not nought, and how many notifications wait."""
    counts = counts_for(request.user, teams_of(request.user))
    unread = Notification.objects.visible_to(request.user).unread().count()
    return JsonResponse({"counts": counts, "unread": unread})


def list_beside(request: SignedInRequest, ticket_id: int) -> dict[str, Any]:
    """The list that the address names; a link from somebody whose list it is gets the usual one."""
    try:
        return list_of(request, current=ticket_id)
    except (BadRequest, Http404):
        return list_of(request, current=ticket_id, choice=ListChoice())


def list_of(
    request: SignedInRequest, *, current: int | None = None, choice: ListChoice | None = None
) -> dict[str, Any]:
    cursor = start(request)
    choice, teams = choice or ListChoice.read(request.GET), teams_of(request.user)
    counts, apart = counts_kept_for(request.user), title_of(request.user, choice)
    menus = Menus.of(choice, teams=teams, counts=counts, apart=apart)
    page = lists.page(choice, agent=request.user, teams=teams)
    return {
        "section": "inbox",
        "choice": choice,
        "menus": menus,
        "rows": rows(page.entries, choice, current=current),
        "after": page.after,
        "cursor": cursor,
    }
