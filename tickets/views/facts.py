"""What a ticket is said to be: priority, category, subject, tags."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.actions.set_category import set_category
from tickets.actions.set_impression import Impression, set_impression
from tickets.actions.set_priority import set_priority
from tickets.actions.set_subject import set_subject
from tickets.actions.tag import add_tag, remove_tag
from tickets.category_words import category_name
from tickets.forms.changes import CategoryForm, ImpressionForm, PriorityForm, SubjectForm, TagForm
from tickets.forms.writing import first_error
from tickets.models import Ticket
from tickets.views.answers import changed, refusable, refuse
from tickets.views.found import the_ticket


@may_write
@require_POST
@refusable
def change_priority(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = PriorityForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    former, to, by = ticket.priority, form.cleaned_data["to"], actors.agent(request.user)
    if not set_priority(ticket, to=to, by=by, is_manual=True, expected_version=form.seen):
        return changed(request, ticket)
    words = _("Priority: %(priority)s") % {"priority": ticket.get_priority_display()}
    return _undoable(request, ticket, words, former=former)


@may_write
@require_POST
@refusable
def change_category(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = CategoryForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    former, to, by = ticket.category_id, form.cleaned_data["to"], actors.agent(request.user)
    was = _was(ticket, "category") | ({"was_to_sort": "1"} if ticket.is_to_sort else {})
    undoes = {"is_guess": form.cleaned_data["was_guess"], "is_to_sort": form.cleaned_data["was_to_sort"]}
    if not set_category(ticket, to=to, by=by, expected_version=form.seen, **undoes):
        return changed(request, ticket)
    words = _("Category: %(category)s") % {"category": category_name(to) if to else _("Not classified")}
    if to and former == to.pk:
        return changed(request, ticket, say=words)
    return _undoable(request, ticket, words, former=former or "", **was)


@may_write
@require_POST
@refusable
def change_impression(request: SignedInRequest, ticket_id: int, field: Impression) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = ImpressionForm(request.POST, field=field)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    former, to, by = getattr(ticket, field), form.cleaned_data["to"], actors.agent(request.user)
    was, is_guess = _was(ticket, field), form.cleaned_data["was_guess"]
    if not set_impression(ticket, field=field, to=to, by=by, is_guess=is_guess, expected_version=form.seen):
        return changed(request, ticket)
    words = _("Noted: %(what)s") % {"what": form.said}
    if former == to:
        return changed(request, ticket, say=words)
    return _undoable(request, ticket, words, former=former, **was)


@may_write
@require_POST
@refusable
def change_subject(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = SubjectForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    to, by = form.cleaned_data["to"], actors.agent(request.user)
    set_subject(ticket, to=to, by=by, expected_version=form.seen)
    return changed(request, ticket, say=_("Subject changed"))


@may_write
@require_POST
@refusable
def tag(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = TagForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    add_tag(ticket, name=form.cleaned_data["name"], by=actors.agent(request.user))
    return changed(request, ticket)


@may_write
@require_http_methods(["POST", "DELETE"])
@refusable
def untag(request: SignedInRequest, ticket_id: int, tag_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    remove_tag(ticket, tag=get_object_or_404(ticket.tags, pk=tag_id), by=actors.agent(request.user))
    return changed(request, ticket)


def _was(ticket: Ticket, field: str) -> dict[str, str]:
    return {"was_guess": "1"} if field in ticket.guessed else {}


def _undoable(
    request: SignedInRequest, ticket: Ticket, words: str, *, former: object, **was: str
) -> HttpResponse:
    """What was chosen before, chosen again, undoes it: unless somebody has changed it since. A guess that
    comes back so is a guess again, and teaches nothing.
    """
    again = {"to": former, "version": ticket.version, **was}
    return changed(request, ticket, say=words, undo=request.path, undo_with=again)
