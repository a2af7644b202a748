"""What Django shows when a request is refused or breaks: a page for people, a sentence for scripts."""

from __future__ import annotations

import structlog
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = structlog.get_logger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(
        request, 400, _words_of(exception), _("This request was not understood. Nothing was changed.")
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(
        request, 403, _words_of(exception), _("You may not do this. An admin can change your role.")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refuse(request, 404, "", _("It is no longer there, or you may not see it."))


def broken(request: HttpRequest) -> HttpResponse:
    code = error_code(str(structlog.contextvars.get_contextvars().get("request_id", "")))
    log.error("page_broken", code=code, path=request.path)
    words = _("That did not work. Nothing was lost or sent. Code: %(code)s") % {"code": code}
    if _is_from_script(request):
        return JsonResponse({"error": words, "code": code}, status=500)
    # Without the request: what is broken may be what its context asks (the database).
    return HttpResponse(render_to_string("500.html", {"code": code}), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = _("This page is too old, or cookies are switched off. Load it again; nothing was changed.")
    return _refuse(request, 403, words, words, heading=_("Load the page again"))


def error_code(request_id: str) -> str:
    """What a person can read aloud, and `grep` finds: the beginning of the id that every log line carries."""
    return f"E-{request_id[:8]}" if request_id else "E-0"


def _refuse(
    request: HttpRequest, status: int, words: str, otherwise: str, *, heading: str = ""
) -> HttpResponse:
    if _is_from_script(request):
        return JsonResponse({"error": words or otherwise}, status=status)
    return render(request, f"{status}.html", {"words": words, "heading": heading}, status=status)


def _words_of(exception: Exception) -> str:
    """These two carry sentences for people; Django's other refusals (a bad Host header) do not."""
    return str(exception) if isinstance(exception, BadRequest | PermissionDenied) else ""


def _is_from_script(request: HttpRequest) -> bool:
    headers = request.headers
    return "HX-Request" in headers or headers.get("X-Requested-With") == "fetch"
