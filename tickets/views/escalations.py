"""Another function does something for a ticket: asking for it, how it stands, and calling it off."""

from __future__ import annotations

from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import actors
from people.signed_in import SignedInRequest, may_write, signed_in
from tickets.actions.cancel_escalation import cancel_escalation
from tickets.actions.escalate import escalate
from tickets.actions.follow import follow
from tickets.escalations import as_reader, escalations_of, functions_for, history_page
from tickets.forms.escalation import EscalationForm
from tickets.forms.writing import first_error
from tickets.ticket_numbers import number_of
from tickets.views.answers import changed, is_script, refusable, refuse
from tickets.views.found import the_ticket


@may_write
@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def create(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    if request.method != "POST":
        asked = set(ticket.children.active().values_list("team_id", flat=True))
        context = {"ticket": ticket, "teams": functions_for(ticket), "asked": asked, "client_key": uuid4()}
        return render(request, "tickets/_escalate.html", context)
    form = EscalationForm(request.POST, ticket=ticket)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    to = form.cleaned_data["to"]
    child = escalate(
        ticket,
        to=to,
        text=form.cleaned_data["text"],
        by=actors.agent(request.user),
        agent=request.user,
        client_key=form.cleaned_data["client_key"],
    )
    number = number_of(child.pk)
    words = _("%(team)s was asked: %(ticket)s") % {"team": to.name, "ticket": number}
    undo = reverse("tickets:escalation-removal", args=[ticket.pk, child.pk])
    return changed(request, ticket, say=words, undo=undo)


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    context = {"ticket": ticket, "escalated": escalations_of(ticket, agent=request.user)}
    return render(request, "tickets/_escalations.html", context)


@signed_in
@require_safe
def show_one(request: SignedInRequest, ticket_id: int, child_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    found = escalations_of(ticket, agent=request.user)
    one = next((one for one in found if one.ticket.pk == child_id), None)
    if one is None:
        raise Http404
    return render(request, "tickets/_escalation.html", {"ticket": ticket, "one": one})


@may_write
@require_POST
@refusable
def cancel(request: SignedInRequest, ticket_id: int, child_id: int) -> HttpResponseBase:
    """By whoever sees the customer's ticket: it is they who no longer need it."""
    ticket = the_ticket(request, ticket_id)
    child = get_object_or_404(ticket.children.select_related("parent"), pk=child_id)
    cancel_escalation(child, by=actors.agent(request.user), agent=request.user)
    return changed(request, ticket, say=_("Escalation cancelled"))


@may_write
@require_POST
def follow_it(request: SignedInRequest, ticket_id: int, child_id: int) -> HttpResponse:
    """Whoever has the customer's ticket by now, and was not there when it was escalated."""
    child = get_object_or_404(the_ticket(request, ticket_id).children, pk=child_id)
    follow(child, agent=request.user)
    page = reverse("tickets:ticket", args=[child.pk])
    return HttpResponse(status=204, headers={"HX-Redirect": page}) if is_script(request) else redirect(page)


@signed_in
@require_safe
def show_history(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """Of the customer's ticket behind an internal one: to read, whoever may write elsewhere."""
    ticket = the_ticket(request, ticket_id)
    before = request.GET.get("before", "")
    page = history_page(ticket, reader=request.user, before=before)
    if page is None:
        raise Http404
    context = {"child": ticket, "ticket": ticket.parent, "page": page, "now": timezone.now()}
    template = "tickets/_history_earlier.html" if before else "tickets/_history.html"
    return render(request, template, context | {"user": as_reader(request.user)})
