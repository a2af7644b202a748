from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import actors
from people.models import Agent
from people.signed_in import SignedInRequest, may_write
from tickets.actions.assign import assign
from tickets.actions.claim import claim
from tickets.choices import assignees_for
from tickets.forms.changes import AssignmentForm
from tickets.forms.writing import first_error
from tickets.loads import loads_of
from tickets.views.answers import changed, refusable, refuse
from tickets.views.found import the_ticket
from tickets.views.methods import deletes


@may_write
@require_http_methods(["POST", "DELETE"])
@refusable
def change(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    if not deletes(request) and "to" not in request.POST:
        return refuse(request, ticket_id, _("Choose who it is for."))
    form = AssignmentForm({} if deletes(request) else request.POST, ticket=ticket, agent=request.user)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    to: Agent | None = form.cleaned_data["to"]
    assign(ticket, to=to, by=actors.agent(request.user), expected_version=form.seen)
    return changed(request, ticket, say=_given(to, request.user))


@may_write
@require_safe
def choose(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    """The menu of those who could have it, fetched when it is opened."""
    ticket = the_ticket(request, ticket_id)
    agents = assignees_for(ticket, agent=request.user)
    loads = loads_of(agents)
    assignees = [(agent, loads.get(agent.pk, 0)) for agent in agents]
    return render(request, "tickets/_assign_menu.html", {"ticket": ticket, "assignees": assignees})


@may_write
@require_POST
@refusable
def take(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    won = claim(ticket, agent=request.user)
    if not won and ticket.assignee_id != request.user.pk:
        who = ticket.assignee.name if ticket.assignee else _("Somebody else")
        return refuse(request, ticket_id, _("%(agent)s was faster.") % {"agent": who})
    return changed(request, ticket, say=_("It is yours"))


def _given(to: Agent | None, viewer: Agent) -> str:
    if to is None:
        return _("Back in the queue")
    if to == viewer:
        return _("Assigned to you")
    return _("Assigned to %(agent)s") % {"agent": to.name}
