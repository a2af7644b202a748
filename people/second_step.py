"""Whose role must sign in with a second step sets it up before anything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import RolePolicy

# Where it is set up, how one leaves, and what needs no agent at all.
OPEN = (
    "/accounts/",
    "/language/",
    "/me/language/",
    "/me/theme/",
    "/me/sessions/",
    "/healthz",
    "/readyz",
    "/hooks/",
    "/forms/",
)


def has_second_step() -> Exists:
    """Of agents in a query. Recovery codes alone are none."""
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))


def lacks_second_step() -> Q:
    """Of agents in a query: their role must have one."""
    return Exists(RolePolicy.objects.filter(role=OuterRef("role"), requires_totp=True)) & ~has_second_step()


class SecondStep:
    """Middleware, after the one that knows who asks. The live socket: tickets/socket_rights.py."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Of people/backend.py, which reads it with the agent.
        if request.path.startswith(OPEN) or not getattr(request.user, "lacks_second_step", False):
            return self.get_response(request)
        if "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "fetch":
            return JsonResponse(
                {"error": _("Your role needs a second step to sign in. Set it up first.")}, status=403
            )
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
