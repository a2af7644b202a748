"""Each agent reads in their own language and at their own time, whatever their browser says."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfoNotFoundError

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from people.models import Agent


class AgentPreferences:
    """Middleware, after the one that knows who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            timezone.deactivate()
            return self.get_response(request)
        agent = cast("Agent", get_user(request))
        request.user = agent  # itself instead of Django's lazy stand-in: actions lock it
        translation.activate(agent.language)
        request.LANGUAGE_CODE = agent.language
        _activate(agent.time_zone)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", agent.language)
        response.headers.setdefault("Cache-Control", "private, no-store")  # nothing stays on a shared machine
        return response


def _activate(time_zone: str) -> None:
    try:
        timezone.activate(time_zone)
    except (ZoneInfoNotFoundError, ValueError):  # a zone that this machine's tables do not know
        timezone.deactivate()
