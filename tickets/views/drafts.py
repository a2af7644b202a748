"""What is being written, kept on the server: text every few seconds, files at once."""

from __future__ import annotations

import json

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.lib.whole_number import whole_number
from people.signed_in import SignedInRequest, may_write
from tickets.actions.attach import attach
from tickets.actions.detach import detach
from tickets.actions.discard_draft import discard_draft
from tickets.actions.save_draft import save_draft
from tickets.composing import Begun, drafts_of
from tickets.forms.writing import DraftForm, first_error
from tickets.models import Attachment
from tickets.refusals import Refused
from tickets.stale import StaleDraft
from tickets.views.answers import back, is_script, refuse
from tickets.views.found import the_ticket


@may_write
@require_http_methods(["GET", "PUT", "DELETE"])
def draft(request: SignedInRequest, ticket_id: int, kind: str) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    if request.method == "PUT":
        return _save(request, ticket_id, kind)
    if request.method == "DELETE":
        discard_draft(ticket, agent=request.user, kind=kind)
        return HttpResponse(status=204)
    begun = drafts_of(ticket, agent=request.user).get(kind, Begun(kind=kind))
    return JsonResponse({"text": begun.text, "version": begun.version})


def _save(request: SignedInRequest, ticket_id: int, kind: str) -> HttpResponseBase:
    """409 with the version that another window saved, 0 if it ended the draft: this one keeps its text."""
    form = DraftForm(_json_of(request))
    if not form.is_valid():
        return JsonResponse({"error": first_error(form)}, status=400)
    ticket = the_ticket(request, ticket_id)
    try:
        saved = save_draft(ticket, agent=request.user, kind=kind, **form.cleaned_data)
    except StaleDraft as stale:
        version = stale.draft.version if stale.draft else 0
        return JsonResponse({"error": stale.words, "version": version}, status=409)
    except Refused as refused:
        return JsonResponse({"error": refused.words}, status=400)
    return JsonResponse({"version": saved.version})


def _json_of(request: SignedInRequest) -> dict[str, object]:
    try:
        said = json.loads(request.body)
        json.dumps(said, ensure_ascii=False).encode()  # half of a letter, which JSON can name, cannot be kept
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


@may_write
@require_POST
def add_file(request: SignedInRequest, ticket_id: int, kind: str) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    file = request.FILES.get("file")
    if file is None:
        return refuse(request, ticket_id, _("Choose a file first."))
    try:
        kept = attach(
            ticket,
            agent=request.user,
            kind=kind,
            name=file.name or "",
            chunks=file.chunks(),
            channel_id=whole_number(request.POST.get("channel", "")),
        )
    except Refused as refused:
        return refuse(request, ticket_id, refused.words)
    if not is_script(request):
        return back(request, ticket_id, _("%(name)s attached") % {"name": kept.name})
    return JsonResponse(file_told(ticket_id, kind, kept), status=201)


def file_told(ticket_id: int, kind: str, file: Attachment) -> dict[str, object]:
    """A file of a draft, as scripts draw it."""
    remove = reverse("tickets:draft-file", args=[ticket_id, kind, file.key])
    return {"id": file.key, "name": file.name, "size": file.size, "remove_url": remove}


@may_write
@require_http_methods(["POST", "DELETE"])
def remove_file(request: SignedInRequest, ticket_id: int, kind: str, key: str) -> HttpResponseBase:
    mine = Attachment.objects.filter(draft__agent=request.user, draft__ticket=ticket_id, draft__kind=kind)
    kept = get_object_or_404(mine, draft__ticket=the_ticket(request, ticket_id), key=key)
    detach(kept, agent=request.user)
    if is_script(request):
        return HttpResponse(status=204)
    return back(request, ticket_id, _("%(name)s removed") % {"name": kept.name})
