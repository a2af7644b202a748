"""What who leads does from the board: take over, reassign, nudge, extend; and each of them undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import actors
from events.models import Event
from people.models import Agent
from people.signed_in import SignedInRequest, leaders_only, may_write
from routing.actions.extend_clock import LONGEST, MOST, extend_clock
from routing.actions.undo_extension import undo_extension
from routing.board.ladder import nearest_of
from routing.board.suggestion import candidates_for
from routing.forms.extension import SPANS, ExtensionForm
from routing.views.from_the_board import done, refuse
from tickets.actions.assign import assign
from tickets.actions.nudge import nudge
from tickets.actions.undo_assignment import undo_assignment
from tickets.actions.withdraw_nudge import withdraw_nudge
from tickets.event_kinds import ASSIGNMENT_KINDS
from tickets.forms.changes import AssignmentForm
from tickets.forms.writing import first_error
from tickets.models import Ticket
from tickets.refusals import Refused
from tickets.stale import StaleTicket
from tickets.views.found import LARGEST, the_ticket

Params = ParamSpec("Params")
View = Callable[Concatenate[SignedInRequest, Params], HttpResponseBase]


def _from_the_board(view: View[Params]) -> View[Params]:
    """What an action will not do becomes words on the board."""

    @wraps(view)
    def wrapper(request: SignedInRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (Refused, StaleTicket) as refusal:
            return refuse(request, refusal.words)

    return wrapper


@may_write
@leaders_only
@require_POST
@_from_the_board
def take_over(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = AssignmentForm({**request.POST.dict(), "to": request.user.pk}, ticket=ticket, agent=request.user)
    return _give(request, ticket, form, reason="taken_over", say=_("It is yours"))


@may_write
@leaders_only
@require_http_methods(["GET", "HEAD", "POST"])
@_from_the_board
def reassign(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    if request.method != "POST":
        candidates = candidates_for(ticket, viewer=request.user)
        return render(request, "routing/_board_candidates.html", {"ticket": ticket, "candidates": candidates})
    form = AssignmentForm(request.POST, ticket=ticket, agent=request.user)
    return _give(request, ticket, form, reason="", say="")


@may_write
@leaders_only
@require_POST
@_from_the_board
def undo_assigning(request: SignedInRequest, ticket_id: int, event_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    undo_assignment(ticket, event=_event(ticket, event_id), by=request.user)
    return done(request, _("Undone"))


@may_write
@leaders_only
@require_POST
@_from_the_board
def nudge_holder(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    event = nudge(ticket, by=request.user)
    say = _("%(agent)s was asked to look") % {"agent": ticket.assignee.name if ticket.assignee else ""}
    return done(request, say, undo=reverse("board:nudge-undoing", args=[ticket.pk, event.pk]))


@may_write
@leaders_only
@require_POST
@_from_the_board
def undo_nudge(request: SignedInRequest, ticket_id: int, event_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    withdraw_nudge(ticket, event=_event(ticket, event_id), by=request.user)
    return done(request, _("Undone"))


@may_write
@leaders_only
@require_http_methods(["GET", "HEAD", "POST"])
@_from_the_board
def extend(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    if request.method != "POST":
        context = {"ticket": ticket, "nearest": nearest_of(ticket), "spans": SPANS}
        return render(request, "routing/_board_extension.html", context | {"longest": LONGEST, "most": MOST})
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        return refuse(request, first_error(form))
    event = extend_clock(ticket.pk, **form.cleaned_data, by=request.user)
    say = _("%(minutes)s minutes more") % {"minutes": form.cleaned_data["minutes"]}
    return done(request, say, undo=reverse("board:extension-undoing", args=[ticket.pk, event.pk]))


@may_write
@leaders_only
@require_POST
@_from_the_board
def undo_extending(request: SignedInRequest, ticket_id: int, event_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    undo_extension(ticket.pk, event=_event(ticket, event_id), by=request.user)
    return done(request, _("Undone"))


def _give(
    request: SignedInRequest, ticket: Ticket, form: AssignmentForm, *, reason: str, say: str
) -> HttpResponseBase:
    if not form.is_valid() or not form.cleaned_data["to"]:
        return refuse(request, first_error(form) if form.errors else _("Choose who it is for."))
    to: Agent = form.cleaned_data["to"]
    by = actors.agent(request.user)
    if not assign(ticket, to=to, by=by, reason=reason, expected_version=form.seen):
        return done(request, _("%(agent)s has it already") % {"agent": to.name})
    mine = Q(ticket_id=ticket.pk, kind__in=ASSIGNMENT_KINDS, actor_kind=by.kind, actor_id=by.id)
    event = Event.objects.filter(mine).latest("pk")
    undo = reverse("board:assignment-undoing", args=[ticket.pk, event.pk])
    return done(request, say or _("Assigned to %(agent)s") % {"agent": to.name}, undo=undo)


def _event(ticket: Ticket, event_id: int) -> Event:
    return get_object_or_404(Event, pk=min(event_id, LARGEST), ticket_id=ticket.pk)
