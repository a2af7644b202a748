"""Who may speak to a web chat: a page that its company named, with a body that says what it may."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from channels_in.actions.count_refusal import count_refusal
from channels_in.api.fields import storable
from channels_in.hooks.gate import Shut, body_of
from channels_in.models import Connection
from channels_in.webchat.origins import is_allowed
from channels_in.webchat.refusals import words_for
from people.models.company import LANGUAGES
from tickets.models import ChannelKind

LARGEST = 32 * 1024
VERSION = 1
View = Callable[..., HttpResponseBase]
Said = Mapping[str, Any]


def posting(*names: str) -> Callable[[View], View]:
    """A view that is told (request, connection, what was said). `names`: what may be said besides `v`.

    No cookie counts for anything here, so there is nothing to forge and no need to be proved ours.
    """

    def around(view: View) -> View:
        @csrf_exempt
        @require_http_methods(["POST", "OPTIONS"])
        @answers
        @wraps(view)
        def posted(request: HttpRequest, connection: Connection) -> HttpResponseBase:
            return view(request, connection, said_in(request, names))

        return posted

    return around


def answers(view: View) -> View:
    """For pages of the sites that the channel names: every answer, refusals too, can be read by them."""

    @wraps(view)
    def answered(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponseBase:
        origin = request.headers.get("Origin", "")
        try:
            connection = connection_called(key)
            _refuse_strange(connection, origin)
            response = _preflight() if request.method == "OPTIONS" else None
            response = response or _spoken(view, request, connection, kwargs)
        except Shut as shut:
            return _finished(refusal(shut, request), origin if shut.code not in HIDDEN else "")
        except (MultiPartParserError, SuspiciousOperation):  # a form that cannot be taken apart
            return _finished(refusal(Shut(400, "not_a_form"), request), origin)
        except (DatabaseError, InterfaceError, OSError):
            return _finished(refusal(Shut(503, "busy", retry_after=3), request), origin)
        return _finished(response, origin)

    return answered


HIDDEN = {"origin_refused", "not_found"}


def connection_called(key: str) -> Connection:
    found = Connection.objects.select_related("channel__team", "channel__calendar").filter(token=key)
    connection = found.filter(channel__kind=ChannelKind.WEBCHAT).first()
    if connection is None:
        raise Shut(404, "not_found")
    return connection


def said_in(request: HttpRequest, names: tuple[str, ...]) -> Said:
    if request.content_type != "text/plain":  # anything else would cost browsers a second request
        raise Shut(415, "bad_type")
    try:
        found = json.loads(body_of(request, LARGEST))
    except (ValueError, RecursionError) as error:
        raise Shut(400, "not_json") from error
    if not isinstance(found, dict):
        raise Shut(400, "not_an_object")
    if set(found) - {"v", *names} or found.get("v") != VERSION:
        raise Shut(400, "unknown_name")
    return found


def text_in(said: Said, name: str, *, longest: int) -> str:
    value = said.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Shut(400, "missing")
    if len(value) > longest:
        raise Shut(400, "too_long")
    return storable(value)


def number_in(said: Said, name: str) -> int:
    value = said.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise Shut(400, "missing")
    return value


def language_in(said: Said) -> str:
    given = str(said.get("lang") or "")[:2].lower()
    return given if given in dict(LANGUAGES) else ""


def refusal(shut: Shut, request: HttpRequest) -> JsonResponse:
    said = {"error": words_for(shut.code), "code": shut.code}
    if "fields" in shut.params:
        said["fields"] = shut.params["fields"]  # type: ignore[assignment]
    response = JsonResponse(said, status=shut.status)
    if shut.retry_after:
        response["Retry-After"] = str(shut.retry_after)
    return response


def _refuse_strange(connection: Connection, origin: str) -> None:
    if not is_allowed(origin.lower(), connection.options.get("origins", [])):
        count_refusal(connection, "bad_origin")
        raise Shut(403, "origin_refused")


def _spoken(
    view: View, request: HttpRequest, connection: Connection, kwargs: dict[str, Any]
) -> HttpResponseBase:
    if not connection.channel.is_active:
        raise Shut(403, "switched_off")
    with translation.override(translation.get_language() or connection.channel.language):
        return view(request, connection, **kwargs)


def _preflight() -> HttpResponseBase:
    """Only an upload whose progress is watched asks first."""
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = "POST, GET"
    response["Access-Control-Allow-Headers"] = "content-type"
    response["Access-Control-Max-Age"] = "7200"
    return response


def _finished(response: HttpResponseBase, origin: str) -> HttpResponseBase:
    response.setdefault("Cache-Control", "no-store")
    response["Vary"] = "Origin"
    if origin:
        response["Access-Control-Allow-Origin"] = origin
    return response
