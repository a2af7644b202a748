from __future__ import annotations

from django.http import HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.actions.note import add_note
from tickets.forms.writing import NoteForm, first_error
from tickets.models import Draft, Note, Ticket
from tickets.refusals import Refused
from tickets.stale import SentBefore
from tickets.views.answers import back, is_script
from tickets.views.found import the_ticket
from tickets.views.writing import begun_by, sent_before, still_written


@may_write
@require_POST
def create(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return still_written(request, ticket, kind=Draft.Kind.NOTE, words=first_error(form))
    try:
        note = _add(ticket, form, request)
    except Refused as refused:
        return still_written(request, ticket, kind=Draft.Kind.NOTE, words=refused.words)
    except SentBefore as before:
        return sent_before(request, ticket, before, kind=Draft.Kind.NOTE)
    if is_script(request):
        return JsonResponse({"note": note.pk}, status=201)
    return back(request, ticket_id, _("Note added"))


def _add(ticket: Ticket, form: NoteForm, request: SignedInRequest) -> Note:
    return add_note(
        ticket,
        text=form.cleaned_data["text"],
        by=actors.agent(request.user),
        agent=request.user,
        client_key=form.cleaned_data["client_key"],
        attachments_of_draft=begun_by(request.user, ticket, Draft.Kind.NOTE),
    )
