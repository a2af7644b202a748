from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from channels_in.care.words import kinds
from events import actors
from helpdesk.health import measure
from helpdesk.setup.code import may_set_up
from helpdesk.setup.forms import OwnerForm, TeamNameForm
from helpdesk.setup.steps import steps
from people.actions.found_company import found_company
from people.actions.save_calendar import create_calendar
from people.actions.save_holiday import take_over_national_holidays
from people.actions.save_team import create_team
from people.models import Agent, Calendar, Company
from people.settings_page import do, refusals_into
from people.signed_in import SignedInRequest, admin_only, posted_from
from routing.actions.save_policy import create_policy
from routing.ladder import simple_ladder
from tickets.weights import TO_BEGIN_WITH

DAYS = ("mon", "tue", "wed", "thu", "fri")
# Minutes of working time to begin with: first response, next response, resolution.
BEGINNING = {
    "urgent": (30, 60, 480),
    "high": (60, 120, 960),
    "normal": (240, 480, 1440),
    "low": (480, 960, 2880),
}


def show(request: HttpRequest) -> HttpResponseBase:
    """The owner's form while nobody exists; then, for admins, what is left to do."""
    if Agent.objects.exists():
        return _steps(request)
    if not may_set_up(request):
        return render(request, "setup/refused.html", status=403)
    return _owner(request)


@admin_only
def _steps(request: SignedInRequest) -> HttpResponse:
    return _list(request, TeamNameForm())


def _list(request: SignedInRequest, team_form: TeamNameForm) -> HttpResponse:
    left = steps()
    context = {
        "steps": left,
        "left": sum(1 for step in left if not step.done),
        "minutes": sum(step.minutes for step in left if not step.done),
        "kinds": kinds(),
        "team_form": team_form,
        "checks": measure().checks,
        "section": "settings",
    }
    return render(request, "setup/steps.html", context, status=422 if team_form.errors else 200)


def _owner(request: HttpRequest) -> HttpResponse:
    initial = {"language": get_language(), "time_zone": "Asia/Jakarta", "code": request.GET.get("code", "")}
    form = OwnerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            agent = found_company(owner=form.owner, company={**form.firm, "channel_weights": TO_BEGIN_WITH})
            login(request, agent, backend=settings.AUTHENTICATION_BACKENDS[0])
            UserSession.objects.create_from_request(request)  # so that it is listed, and can be ended
        if not form.errors:
            return HttpResponseRedirect("/setup/")
    return render(request, "setup/owner.html", {"form": form}, status=422 if form.errors else 200)


@admin_only
@posted_from("setup:show")
def hours(request: SignedInRequest) -> HttpResponse:
    """Monday to Friday from nine to five, with Indonesia's holidays of this year and the next."""

    @transaction.atomic
    def act() -> None:
        by = actors.agent(request.user)
        zone = Company.current().time_zone
        calendar = create_calendar(
            by=by, name=_("Office hours"), time_zone=zone, hours={day: [["09:00", "17:00"]] for day in DAYS}
        )
        this = timezone.localdate().year
        for year in (this, this + 1):
            take_over_national_holidays(calendar, by=by, year=year)

    return do(request, act, back="/setup/", done=_("Office hours are set"))


@admin_only
@posted_from("setup:show")
def team(request: SignedInRequest) -> HttpResponse:
    form = TeamNameForm(request.POST)
    if form.is_valid():
        by, calendar = actors.agent(request.user), Calendar.objects.order_by("pk").first()
        with refusals_into(form):
            create_team(by=by, name=form.cleaned_data["name"], calendar=calendar, members=[request.user])
    if form.errors:
        return _list(request, form)
    messages.success(request, _("Your first team is there"))
    return HttpResponseRedirect("/setup/")


@admin_only
@posted_from("setup:show")
def promises(request: SignedInRequest) -> HttpResponse:
    """One policy for everybody, to begin with."""
    metrics = ("first_response", "next_response", "resolution")
    targets: dict[tuple[str, str], int] = {
        (metric, priority): minutes
        for priority, row in BEGINNING.items()
        for metric, minutes in zip(metrics, row, strict=True)
    }
    fields: dict[str, Any] = {
        "calendar": Calendar.objects.order_by("pk").first(),
        "ladder": simple_ladder([75]),
    }

    def act() -> None:
        create_policy(by=actors.agent(request.user), name=_("Everybody"), targets=targets, **fields)

    return do(request, act, back="/setup/", done=_("Response times are set"))
