"""A file that its provider did not hand out: asked for once more."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from channels_in.actions.fetch_again import fetch_again
from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.models import Attachment
from tickets.refusals import Refused
from tickets.views.answers import changed, refuse
from tickets.views.found import the_ticket


@may_write
@require_POST
def ask_again(request: SignedInRequest, key: str) -> HttpResponseBase:
    files = Attachment.objects.visible_to(request.user).filter(message__isnull=False)
    file = get_object_or_404(files.select_related("message"), key=key)
    ticket = the_ticket(request, file.message.ticket_id if file.message else 0)
    try:
        fetch_again(file, by=actors.agent(request.user))
    except Refused as refused:
        return refuse(request, ticket.pk, refused.words)
    return changed(request, ticket, say=_("The file is fetched again"))
