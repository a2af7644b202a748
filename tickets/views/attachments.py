"""A file, to whom may see it: shown only if it is a raster image, saved otherwise."""

from __future__ import annotations

from csp.constants import NONE, SELF
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from helpdesk.lib.content_policy import replace_policy
from people.signed_in import SignedInRequest, signed_in
from tickets import attachment_files
from tickets.models import Attachment

DOWNLOAD = "application/octet-stream"
NOTHING_RUNS = {"default-src": [NONE], "sandbox": [], "frame-ancestors": [SELF]}


@signed_in
@require_safe
@cache_control(private=True, max_age=300)
def show(request: SignedInRequest, key: str) -> FileResponse:
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), key=key)
    inline = "download" not in request.GET and attachment_files.may_show_inline(attachment.content_type)
    try:
        file = attachment_files.read(attachment)
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=attachment.content_type if inline else DOWNLOAD)
    name = attachment_files.shown_name(attachment.name)
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response.headers["Content-Length"] = str(attachment.size)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    replace_policy(response, NOTHING_RUNS)
    return response
