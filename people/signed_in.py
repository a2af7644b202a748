"""Who asks: every page of ours starts with one of these two decorators."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from people.models import Agent, Company

Params = ParamSpec("Params")
View = Callable[Concatenate["SignedInRequest", Params], HttpResponseBase]
AnyView = Callable[Concatenate[HttpRequest, Params], HttpResponseBase]


class SignedInRequest(HttpRequest):
    user: Agent
    htmx: HtmxDetails
    company: Company  # where the page has read it


def signed_in(view: View[Params]) -> AnyView[Params]:
    """Send strangers to the sign-in page; a part that was asked for by script gets a bare 401 instead."""

    @wraps(view)
    def wrapper(request: SignedInRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.htmx or request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(_("You are signed out."), status=401)
        return HttpResponseRedirect(f"{resolve_url('account_login')}?next={quote(request.get_full_path())}")

    return wrapper  # type: ignore[return-value]


def may_write(view: View[Params]) -> AnyView[Params]:
    """Signed in, and not an auditor, who may look at everything and touch nothing."""

    @wraps(view)
    def wrapper(request: SignedInRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        if not request.user.may_write:
            raise PermissionDenied(_("Your role may look at this, but not change it."))
        return view(request, *args, **kwargs)

    return signed_in(wrapper)


def leaders_only(view: View[Params]) -> AnyView[Params]:
    """Who leads teams, and who sees everything."""

    @wraps(view)
    def wrapper(request: SignedInRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        if not (request.user.leads or request.user.sees_everything):
            raise PermissionDenied(_("This is for those who lead a team."))
        return view(request, *args, **kwargs)

    return signed_in(wrapper)


def admin_only(view: View[Params]) -> AnyView[Params]:
    """Who configures: every settings page."""

    @wraps(view)
    def wrapper(request: SignedInRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        if not request.user.is_admin:
            raise PermissionDenied(_("Only an admin may change this. Ask one of yours."))
        return view(request, *args, **kwargs)

    return signed_in(wrapper)


def posted_from(page: str, *given: str) -> Callable[[View[Params]], View[Params]]:
    """Only to post to. Loaded by itself (a new language, Enter in the address bar) it leads to the page that
    has its form; `given`: what of this address names that page.
    """

    def decorate(view: View[Params]) -> View[Params]:
        @wraps(view)
        def wrapper(
            request: SignedInRequest, /, *args: Params.args, **kwargs: Params.kwargs
        ) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in {"GET", "HEAD"}:
                return HttpResponseRedirect(reverse(page, args=[kwargs[name] for name in given]))
            return HttpResponseNotAllowed(["GET", "POST"])

        return wrapper

    return decorate
