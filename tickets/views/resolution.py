from __future__ import annotations

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.actions.hold import hold, unhold
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.unresolve import unresolve
from tickets.forms.changes import ChangeForm
from tickets.forms.writing import first_error
from tickets.views.answers import changed, refusable, refuse
from tickets.views.found import the_ticket
from tickets.views.methods import deletes


@may_write
@require_http_methods(["POST", "DELETE"])
@refusable
def change(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    """Resolved; deleting that reopens."""
    ticket = the_ticket(request, ticket_id)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    if deletes(request):
        reopen(ticket, by=actors.agent(request.user), expected_version=form.seen)
        return changed(request, ticket, say=pgettext("toast", "Reopened"))
    undo = reverse("tickets:reopening", args=[ticket_id])
    did = resolve(ticket, by=actors.agent(request.user), expected_version=form.seen)
    return changed(request, ticket, say=pgettext("toast", "Resolved"), undo=undo if did else "")


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
