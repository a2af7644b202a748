"""What a ticket is an incident of, and the incidents of a problem."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events import actors
from people.signed_in import SignedInRequest, may_write, signed_in
from tickets.actions.link_problem import link_problem
from tickets.actions.unlink_problem import unlink_problem
from tickets.forms.problem import ProblemForm
from tickets.models import Ticket
from tickets.problems import problem_panel, problems_for
from tickets.refusals import Refused
from tickets.ticket_numbers import number_of
from tickets.views.answers import changed, refusable
from tickets.views.found import the_ticket
from tickets.views.methods import deletes

LONGEST = 200


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    panel = problem_panel(ticket, agent=request.user)
    return render(request, "tickets/_problem.html", {"ticket": ticket, "panel": panel})


@may_write
@require_safe
def choose(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """What it could be linked to, fetched when the menu is opened and while words are typed."""
    ticket = the_ticket(request, ticket_id)
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = problems_for(ticket, agent=request.user, words=words)
    template = "tickets/_problem_found.html" if "q" in request.GET else "tickets/_problem_menu.html"
    return render(request, template, {"ticket": ticket, "found": found, "words": words})


@may_write
@require_http_methods(["POST", "DELETE"])
@refusable
def change(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    """Linked; deleting that unlinks. Each is the other's undo."""
    ticket, by = the_ticket(request, ticket_id), actors.agent(request.user)
    here = reverse("tickets:problem-link", args=[ticket_id])
    if deletes(request):
        if ticket.problem_id != _linked_when_asked(request, ticket):
            raise Refused("problem_changed")
        problem = Ticket.objects.visible_to(request.user).filter(pk=ticket.problem_id or 0).first()
        if problem is None and ticket.problem_id:
            raise Refused("problem_out_of_sight")
        did = problem is not None and unlink_problem(ticket, of=problem, by=by)
        if problem and not did:
            raise Refused("problem_changed")
        again = {"to": problem.pk} if problem else {}
        return changed(request, ticket, say=_("Unlinked"), undo=here if did else "", undo_with=again)
    form = ProblemForm(request.POST)
    chosen = form.chosen(ticket, agent=request.user) if form.is_valid() else None
    if chosen is None:
        raise Refused("no_such_problem")
    did = link_problem(ticket, to=chosen, by=by)
    words = _("Linked to %(problem)s") % {"problem": number_of(chosen.pk)}
    unlinks = {"_method": "delete", "of": chosen.pk}
    return changed(request, ticket, say=words, undo=here if did else "", undo_with=unlinks)


def _linked_when_asked(request: SignedInRequest, ticket: Ticket) -> int | None:
    """A page or an undo says which problem it means: meanwhile it may be another's."""
    said = request.POST.get("of", "")
    return int(said) if said.isdecimal() else ticket.problem_id
