"""Files of a conversation, down: by a link that a visitor got minutes ago, and only what they see now."""

from __future__ import annotations

from csp.constants import NONE
from django.core import signing
from django.http import FileResponse, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from channels_in.hooks.gate import Shut
from channels_in.models import Connection, Visitor
from channels_in.webchat import limits
from channels_in.webchat.gate import Said, connection_called, posting, refusal
from channels_in.webchat.shown import LINKS_LIVE, SALT, link_to
from channels_in.webchat.visitors import own_messages, visitor_of
from helpdesk.lib.content_policy import replace_policy
from tickets import attachment_files
from tickets.models import Attachment

MOST_LINKS = 20
NOTHING_RUNS = {"default-src": [NONE], "sandbox": []}


@require_GET
def show_file(request: HttpRequest, key: str, file: str) -> HttpResponseBase:
    """One answer for a link that is too old, somebody else's or made up."""
    try:
        attachment = _file_for(connection_called(key), file, request.GET.get("s", ""))
    except Shut as shut:
        return refusal(shut, request)
    is_shown = attachment_files.may_show_inline(attachment.content_type)
    response = FileResponse(
        attachment_files.read(attachment),
        as_attachment=not is_shown,
        filename=attachment.name,
        content_type=attachment.content_type if is_shown else attachment_files.UNKNOWN_TYPE,
    )
    replace_policy(response, NOTHING_RUNS)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = f"private, max-age={LINKS_LIVE}"
    return response


@posting("token", "files")
def links(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    """Fresh ones, for a page that has been open for a while."""
    visitor = visitor_of(connection, said.get("token"))
    limits.take(connection, "links", peer=str(request.META.get("REMOTE_ADDR", "")), visitor=visitor)
    asked = said.get("files")
    if not isinstance(asked, list) or len(asked) > MOST_LINKS:
        raise Shut(400, "missing")
    keys = [one for one in asked if isinstance(one, str)]
    found = Attachment.objects.filter(key__in=keys, message__in=own_messages(visitor))
    return JsonResponse({"urls": {one.key: link_to(one, visitor) for one in found}})


def _file_for(connection: Connection, key: str, signed: str) -> Attachment:
    try:
        pk, who = signing.loads(signed, salt=SALT, max_age=LINKS_LIVE)
    except (signing.BadSignature, ValueError) as error:
        raise Shut(404, "not_found") from error
    visitor = Visitor.objects.filter(pk=who, connection=connection, revoked_at=None).first()
    if visitor is None:
        raise Shut(404, "not_found")
    visitor.connection = connection
    theirs = Attachment.objects.filter(message__in=own_messages(visitor), state=Attachment.State.HERE)
    attachment = theirs.filter(pk=pk, key=key).first()
    if attachment is None:
        raise Shut(404, "not_found")
    return attachment
