"""Ratings: the page for those who lead, and what stands beside a ticket."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from analytics.left_out import words_for
from analytics.models import Survey
from analytics.satisfaction import PAGE, said, satisfaction
from helpdesk.lib.whole_number import whole_number
from people.models import Role
from people.signed_in import SignedInRequest, signed_in
from tickets.views.found import the_ticket

DAYS = (7, 30, 90, 365)
READERS = (Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR)


@signed_in
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    if request.user.role not in READERS:
        raise PermissionDenied(_("Ratings are for supervisors. Yours stand on your tickets."))
    days = whole_number(request.GET.get("days", ""))
    days = days if days in DAYS else 30
    since = timezone.now() - timedelta(days=days)
    low, before = "low" in request.GET, whole_number(request.GET.get("before", ""))
    rows = said(request.user, since=since, low=low, before=before)
    context = {
        "found": satisfaction(request.user, since=since),
        "days": days,
        "periods": [(n, ngettext("%(n)s day", "%(n)s days", n) % {"n": n}) for n in DAYS],
        "low": low,
        "before": before,
        "rows": rows[:PAGE],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "section": "ratings",
    }
    return render(request, "analytics/ratings.html", context)


@signed_in
@require_safe
def of_ticket(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    ticket = the_ticket(request, ticket_id)
    surveys = Survey.objects.filter(ticket=ticket).select_related("rating", "channel").order_by("-pk")
    shown = [(survey, words_for(survey.reason) if survey.reason else "") for survey in surveys[:5]]
    return render(request, "analytics/_rating.html", {"ticket": ticket, "surveys": shown})
