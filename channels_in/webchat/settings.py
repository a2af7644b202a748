"""What a page must know before anybody has opened the chat: public, the same for everybody."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_GET

from channels_in.hooks.gate import Shut
from channels_in.models import Connection
from channels_in.webchat import limits
from channels_in.webchat.asking import asks_of
from channels_in.webchat.colours import tones
from channels_in.webchat.gate import VERSION, connection_called, refusal
from channels_in.webchat.house import house_of
from channels_in.webchat.widget_words import words
from people.models import Company
from people.models.company import LANGUAGES
from tickets.capabilities import KINDS
from tickets.models import ChannelKind

KEPT = "public, max-age=60"
COLOUR = "#3f4aa8"
LIMITS = KINDS[ChannelKind.WEBCHAT]


@require_GET
def show_settings(request: HttpRequest, key: str) -> HttpResponseBase:
    try:
        response = _answer(request, key)
    except Shut as shut:
        response = refusal(shut, request)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _answer(request: HttpRequest, key: str) -> HttpResponse:
    connection = connection_called(key)
    if not connection.channel.is_active:
        raise Shut(404, "not_found")
    limits.take(connection, "settings", peer=str(request.META.get("REMOTE_ADDR", "")))
    asked = request.GET.get("lang", "")[:2].lower()
    language = asked if asked in dict(LANGUAGES) else connection.channel.language
    with translation.override(language):
        said = settings_of(connection, language)
    body = json.dumps(said, sort_keys=True, ensure_ascii=False).encode()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"], response["ETag"] = KEPT, tag
    return response


def settings_of(connection: Connection, language: str) -> dict[str, Any]:
    options = connection.options
    greeting = options.get("greeting") or {}
    return {
        "v": VERSION,
        "name": str(options.get("name") or Company.current().name),
        "lang": language,
        "languages": [code for code, _label in LANGUAGES],
        "theme": options.get("theme", "auto"),
        "colour": tones(str(options.get("colour") or COLOUR)),
        "position": options.get("position", "right"),
        "greeting": str(greeting.get(language, "")) if isinstance(greeting, dict) else str(greeting),
        "words": words(),
        "asks": asks_of(connection, language),
        "hours": house_of(connection.channel).hours,
        "identity": options.get("identity", "optional"),
        "files": {"most": 1, "bytes": LIMITS.max_file_bytes},
        "text": LIMITS.max_text,
        "powered": options.get("powered", True),
    }
