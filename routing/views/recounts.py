from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from people.models import Calendar
from people.signed_in import SignedInRequest, admin_only
from routing.recount_panel import recount_of
from tickets.views.found import LARGEST


@admin_only
@require_safe
def show(request: SignedInRequest, calendar_id: int) -> HttpResponse:
    """On the page of opening hours, which asks again while a recount goes on."""
    calendar = get_object_or_404(Calendar, pk=min(calendar_id, LARGEST))
    return render(request, "routing/_recount.html", {"calendar": calendar, **recount_of(calendar.pk)})
