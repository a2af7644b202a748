from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from helpdesk.health import measure

LOOPBACK = {"127.0.0.1", "::1"}


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers. Nothing else is asked, so that a slow database restarts nobody."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 while customers' messages can be taken in, else 503. The details are for the machine's own eyes."""
    health = measure()
    answer: dict[str, object] = {"status": health.status}
    if _may_see_details(request):
        answer["checks"] = {check.name: {"verdict": check.verdict, **check.facts} for check in health.checks}
    return JsonResponse(answer, status=200 if health.is_ready else 503)


def _may_see_details(request: HttpRequest) -> bool:
    """Asked directly from this machine, or with the token of ALUR_HEALTH_TOKEN."""
    forwarded = "Forwarded" in request.headers or "X-Forwarded-For" in request.headers
    if request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded:
        return True
    token = settings.ENV.health_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and secrets.compare_digest(given.encode(), token.encode())
