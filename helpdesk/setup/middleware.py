from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from people.models import Agent

SIGN_IN = "/accounts/login/"  # where everybody is sent who is nobody yet


class FirstRun:
    """While nobody exists the sign-in page gives way to the one that makes the owner."""

    is_over = False  # of this process: asked until somebody is there, and never again

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == SIGN_IN and not FirstRun.is_over:
            FirstRun.is_over = Agent.objects.exists()
            if not FirstRun.is_over:
                return HttpResponseRedirect("/setup/")
        return self.get_response(request)
