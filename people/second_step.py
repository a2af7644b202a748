"""Whose role must sign in with a second step sets it up before anything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

# Where it is set up, how one leaves, and what needs no agent at all.
OPEN = (
    "/accounts/",
    "/language/",
    "/me/language/",
    "/me/theme/",
    "/healthz",
    "/readyz",
    "/hooks/",
    "/forms/",
)


class SecondStep:
    """Middleware, after the one that knows who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN) or not _is_missing(request):
            return self.get_response(request)
        if "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "fetch":
            return JsonResponse(
                {"error": _("Your role needs a second step to sign in. Set it up first.")}, status=403
            )
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


def _is_missing(request: HttpRequest) -> bool:
    """Costs a query only where the role must have one and the session did not begin with it."""
    if not getattr(request.user, "must_have_totp", False):
        return False
    steps = request.session.get("account_authentication_methods", [])
    if any(step.get("method") == "mfa" for step in steps):
        return False
    return not Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.TOTP).exists()
