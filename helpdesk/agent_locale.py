"""An agent reads every page in their own language and time zone, whatever browser they sit at."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from people.models import Agent


class AgentLocale:
    """Middleware, after authentication; for strangers LocaleMiddleware has chosen by cookie or browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, Agent):
            return self._answer_in_their_own(request, request.user)
        return self.get_response(request)

    def _answer_in_their_own(self, request: HttpRequest, agent: Agent) -> HttpResponse:
        translation.activate(agent.language)
        request.LANGUAGE_CODE = agent.language
        with timezone.override(_zone(agent.time_zone)):
            response = self.get_response(request)
        response.headers["Content-Language"] = agent.language
        return response


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
