from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from people.models import Agent

OPEN = ("/setup/", "/healthz", "/readyz", "/language/", "/hooks/", "/forms/", settings.STATIC_URL)


class FirstRun:
    """While nobody exists there is one page: the one that makes the owner. Afterwards it costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_over = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.is_over and not request.path.startswith(OPEN):
            self.is_over = Agent.objects.exists()
            if not self.is_over:
                return HttpResponseRedirect("/setup/")
        return self.get_response(request)
