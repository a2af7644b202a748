"""A page of our own with the chat open: for links, for who has no site, and for looking at it in Settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from channels_in.models import Connection
from channels_in.webchat.colours import is_colour, tones
from people.models import Company
from people.signed_in import SignedInRequest, admin_only
from tickets.models import ChannelKind

THEMES = ("light", "dark")
LONGEST_GREETING = 500
# Only pages of ours may frame it: the simulator and Settings.
FRAMED = {"frame-ancestors": ["'self'"]}
View = Callable[..., HttpResponseBase]


def _framed(view: View) -> View:
    # The types of csp know only views without parameters.
    return xframe_options_sameorigin(cast(View, csp_replace(FRAMED)(view)))


@require_safe
@_framed
def show(request: HttpRequest, key: str) -> HttpResponse:
    connection = called(key)
    return _page(request, connection, "channels_in/chat.html", {"asked": _asked(request)})


@require_safe
@_framed
@admin_only
def preview(request: SignedInRequest, key: str) -> HttpResponseBase:
    """As it would look with other colours and words: nothing is written, nobody visits. For nobody else: it
    says whatever its address says, on a page of the company's.
    """
    connection = called(key)
    asked = _asked(request)
    colour = f"#{request.GET.get('colour', '').lstrip('#')}"
    if is_colour(colour):
        asked["tones"] = json.dumps(tones(colour))
    if "greeting" in request.GET:
        asked["greeting"] = request.GET["greeting"][:LONGEST_GREETING]
    with translation.override(asked["lang"]):
        asked["preview"] = json.dumps(_example())
    return _page(request, connection, "channels_in/chat_preview.html", {"asked": asked})


def called(key: str) -> Connection:
    found = Connection.objects.select_related("channel").filter(
        token=key, channel__kind=ChannelKind.WEBCHAT, channel__is_active=True
    )
    connection = found.first()
    if connection is None:
        raise Http404
    return connection


def _page(
    request: HttpRequest, connection: Connection, template: str, context: dict[str, Any]
) -> HttpResponse:
    return render(request, template, {"connection": connection, **context})


def _asked(request: HttpRequest) -> dict[str, str]:
    asked = request.GET.get("lang", "")
    lang = asked if asked in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE
    theme = request.GET.get("theme", "")
    return {"lang": lang, "theme": theme if theme in THEMES else ""}


def _example() -> dict[str, Any]:
    """A conversation that nobody had, in the form in which the widget hears real ones."""
    at = timezone.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    common = {"ticket": 1, "at": at, "blocks": None, "files": [], "key": None, "parts": []}
    agent = {"name": "Rani", "initials": "R", "hue": 8}
    said = (
        ("visitor", _("Can the table be delivered on Friday?")),
        ("agent", _("Yes, between ten and one.")),
        ("visitor", _("Wonderful, thank you!")),
    )
    messages = [
        {**common, **agent, "id": number, "from": who, "text": text}
        for number, (who, text) in enumerate(said, start=1)
    ]
    state: dict[str, Any] = {
        "phase": "with_agent",
        "number": None,
        "agent": agent,
        "queue": None,
        "usual_reply": 180,
        "hours": {"open": True, "opens_at": None, "zone": Company.current().time_zone},
        "there": True,
        "seen_upto": len(said),
        "asks": [],
        "mail": "…",
        "typing": None,
        "survey": None,
    }
    return {
        "cursor": "",
        "full": True,
        "messages": messages,
        "lines": [],
        "state": state,
        "more": False,
        "at": at,
    }
