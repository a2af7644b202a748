"""The supervisor's live board, and where its numbers lead that no list of tickets holds."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from helpdesk.lib.whole_number import whole_number
from people.signed_in import SignedInRequest, leaders_only
from routing.board.drawn import draw
from routing.board.first_answers import answers_of
from routing.board.scope import Scope, list_url, scope_of
from routing.board.whole import board_of
from tickets.list_choices import Part
from tickets.models import Ticket
from tickets.views.answers import is_script

PAGE = 100


@leaders_only
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    scope = _scope(request)
    template = "routing/_board.html" if is_script(request) else "routing/board.html"
    board = board_of(scope)
    rows = draw(board.ladder.steps, viewer=request.user, token=get_token(request))
    return render(request, template, {"board": board, "rows": rows, "scope": scope, "section": "board"})


@leaders_only
@require_safe
def wall(request: SignedInRequest) -> HttpResponse:
    """For a screen that everybody who passes can read: no customers, no subjects."""
    scope = _scope(request)
    template = "routing/_wall.html" if is_script(request) else "routing/wall.html"
    return render(request, template, {"board": board_of(scope), "scope": scope, "section": "board"})


@leaders_only
@require_safe
def oldest(request: SignedInRequest) -> HttpResponse:
    """The customer who waits longest and whom nobody has: looked up when somebody wants to know."""
    scope = _scope(request)
    waiting = Ticket.objects.visible_to(request.user).unassigned().filter(scope.tickets)
    found = waiting.exclude(waiting_since=None).order_by("waiting_since", "pk").first()
    queue = list_url(scope.view, Part.UNASSIGNED)
    if found is None:
        return HttpResponseRedirect(queue)
    query = queue.partition("?")[2]
    return HttpResponseRedirect(f"{reverse('tickets:ticket', args=[found.pk])}?{query}")


@leaders_only
@require_safe
def answers(request: SignedInRequest) -> HttpResponse:
    """The first answers behind the service level, each with how it went."""
    scope = _scope(request)
    wanted = {"late": True, "in_time": False}.get(request.GET.get("only", ""))
    skipped = max(0, whole_number(request.GET.get("after", "")) or 0)
    found = list(answers_of(scope, late=wanted)[skipped : skipped + PAGE + 1])
    context = {
        "scope": scope,
        "section": "board",
        "only": request.GET.get("only", "") if wanted is not None else "",
        "clocks": found[:PAGE],
        "after": skipped + PAGE if len(found) > PAGE else 0,
    }
    return render(request, "routing/board_answers.html", context)


def _scope(request: SignedInRequest) -> Scope:
    return scope_of(request.user, request.GET.get("team", ""))
