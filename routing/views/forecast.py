"""The breach forecast: what the next hours hold, why, and how often it was right."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, leaders_only
from routing.board.forecast import forecast_for
from routing.board.likely import likely_in
from routing.board.record import records_of
from routing.board.scope import scope_of
from routing.models import Experience


@leaders_only
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    scope = scope_of(request.user, request.GET.get("team", ""))
    context = {
        "scope": scope,
        "section": "board",
        "forecast": forecast_for(scope),
        "likely": likely_in(scope),
    }
    return render(request, "routing/forecast.html", context)


@leaders_only
@require_safe
def record(request: SignedInRequest) -> HttpResponse:
    """What it said, and what came of it."""
    scope = scope_of(request.user, request.GET.get("team", ""))
    context = {
        "scope": scope,
        "section": "board",
        "records": records_of(scope),
        "experience": Experience.objects.defer("queues").order_by("-learned_at").first(),
    }
    return render(request, "routing/forecast_record.html", context)
