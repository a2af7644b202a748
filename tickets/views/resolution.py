from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.actions.hold import hold, unhold
from tickets.actions.reopen import reopen
from tickets.actions.resolve_asked import StillAsked, resolve_asked
from tickets.actions.unresolve import unresolve
from tickets.escalations import teams_of
from tickets.forms.changes import ChangeForm, ResolutionForm
from tickets.forms.writing import first_error
from tickets.models import Ticket
from tickets.views.answers import changed, is_script, refusable, refuse
from tickets.views.found import the_ticket
from tickets.views.methods import deletes


@may_write
@require_http_methods(["POST", "DELETE"])
@refusable
def change(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    """Resolved; deleting that reopens."""
    ticket = the_ticket(request, ticket_id)
    form = ResolutionForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    if deletes(request):
        reopen(ticket, by=actors.agent(request.user), expected_version=form.seen)
        return changed(request, ticket, say=pgettext("toast", "Reopened"))
    by, then = actors.agent(request.user), form.cleaned_data["escalations"]
    try:
        did = resolve_asked(ticket, by=by, agent=request.user, then=then, expected_version=form.seen)
    except StillAsked as asked:
        return _still_asked(request, ticket, asked)
    # What was called off stays so: resolving is not undone by halves.
    undo = reverse("tickets:reopening", args=[ticket_id]) if did and then != "cancel" else ""
    return changed(request, ticket, say=pgettext("toast", "Resolved"), undo=undo)


def _still_asked(request: SignedInRequest, ticket: Ticket, asked: StillAsked) -> HttpResponseBase:
    """What is to become of it is asked above the conversation, whichever button was pressed."""
    context = {"ticket": ticket, "going_on": teams_of(asked.children)}
    if is_script(request):
        return render(request, "tickets/_still_asked.html", context, status=409)
    return render(request, "tickets/still_asked.html", context | {"section": "inbox"}, status=409)


@may_write
@require_http_methods(["POST"])
@refusable
def undo(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    """What the toast's button posts to: right after resolving, whatever the version."""
    ticket = the_ticket(request, ticket_id)
    unresolve(ticket, by=actors.agent(request.user))
    return changed(request, ticket, say=pgettext("toast", "Undone"))


@may_write
@require_http_methods(["POST", "DELETE"])
@refusable
def change_hold(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    if deletes(request):
        did = unhold(ticket, by=actors.agent(request.user), expected_version=form.seen)
        return changed(request, ticket, say=_("Taken off hold") if did else _("It is not on hold"))
    hold(ticket, by=actors.agent(request.user), expected_version=form.seen)
    return changed(request, ticket, say=_("On hold"))
