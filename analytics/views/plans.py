"""Settings of surveys: which channel asks, and what."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.actions.save_plan import save_plan
from analytics.forms.plan import PlanForm, of_plan
from analytics.models import SurveyPlan
from events import actors
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only
from tickets.models import Channel


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    plans = {plan.channel_id: plan for plan in SurveyPlan.objects.all()}
    channels = Channel.objects.order_by("-is_active", "name")
    rows = [(channel, plans.get(channel.pk)) for channel in channels]
    return render(request, "settings/surveys.html", {"rows": rows, "section": "settings", "page": "surveys"})


@admin_only
def change(request: SignedInRequest, channel_id: int) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=channel_id)
    plan = SurveyPlan.objects.filter(channel=channel).first()
    form = PlanForm(request.POST or None, initial=of_plan(plan or SurveyPlan()))

    def save(fields: dict[str, Any]) -> None:
        by = actors.agent(request.user)
        save_plan(channel, by=by, expected_version=fields["version"] if plan else None, **form.plan_fields())

    return edit(
        request,
        form,
        save=save,
        back=reverse("settings:surveys"),
        page="surveys",
        heading=_("Survey of %(channel)s") % {"channel": channel.name},
        words=_("Ratings stand on the ticket, in its timeline and under Ratings."),
    )
