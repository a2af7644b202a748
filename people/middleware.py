"""Each agent reads in their own language and at their own time, whatever their browser says."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation


class AgentPreferences:
    """Middleware, after the one that knows who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            timezone.deactivate()
            return self.get_response(request)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = request.user.language
        _activate(request.user.time_zone)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.user.language)
        return response


def _activate(time_zone: str) -> None:
    try:
        timezone.activate(time_zone)
    except (ZoneInfoNotFoundError, ValueError):  # a zone that this machine's tables do not know
        timezone.deactivate()
