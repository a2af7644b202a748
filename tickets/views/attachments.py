"""A file, to whom may see it: shown or played if it is a raster image, a sound or a film, saved otherwise."""

from __future__ import annotations

from csp.constants import NONE, SELF
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from helpdesk.lib import byte_range
from helpdesk.lib.content_policy import replace_policy
from people.signed_in import SignedInRequest, signed_in
from tickets import attachment_files
from tickets.models import Attachment

DOWNLOAD = "application/octet-stream"
NOTHING_RUNS = {"default-src": [NONE], "sandbox": [], "frame-ancestors": [SELF]}


@signed_in
@require_safe
@cache_control(private=True, max_age=300)
def show(request: SignedInRequest, key: str) -> HttpResponseBase:
    files = Attachment.objects.readable_by(request.user).filter(state=Attachment.State.HERE)
    attachment = get_object_or_404(files, key=key)
    inline = "download" not in request.GET and attachment_files.may_serve_inline(attachment.content_type)
    try:
        response = _answer(request, attachment)
    except OSError as error:
        raise Http404 from error
    response.headers["Content-Type"] = attachment.content_type if inline else DOWNLOAD
    name = attachment_files.shown_name(attachment.name)
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Accept-Ranges"] = "bytes"
    replace_policy(response, NOTHING_RUNS)
    return response


def _answer(request: SignedInRequest, attachment: Attachment) -> HttpResponseBase:
    """All of it, or the piece that a player asks for: some play nothing that they cannot wind."""
    size = attachment.size
    try:
        piece = byte_range.asked(request.headers.get("Range", ""), size)
    except byte_range.Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = attachment_files.read(attachment)
    if piece is None:
        return FileResponse(file, headers={"Content-Length": str(size)})
    start, end = piece
    response = StreamingHttpResponse(byte_range.read(file, start, end), status=206)
    response.headers["Content-Length"] = str(end - start + 1)
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response
