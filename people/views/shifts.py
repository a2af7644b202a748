"""Who works when. Who leads plans the weeks of their teams; an agent sees their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events import actors
from people.actions.save_shift import set_shift
from people.actions.save_shift_day import remove_shift_day, set_shift_day
from people.forms.shifts import ShiftDayForm, ShiftForm, of_shift
from people.models import Agent, ShiftDay, Team
from people.settings_page import do, edit
from people.shift_week import monday_of, people_on, week_of
from people.signed_in import SignedInRequest, leaders_only, may_write, posted_from, signed_in

NEAR = timedelta(days=370)


@signed_in
@require_safe
def week(request: SignedInRequest) -> HttpResponse:
    monday = monday_of(_asked_day(request))
    teams = _teams(request.user)
    team = next((team for team in teams if str(team.pk) == request.GET.get("team")), None)
    agents = _planned_by(request.user)
    if team:
        agents = agents.filter(teams=team)
    lines = week_of(
        list(agents.select_related("presence").order_by("name")), monday=monday, now=timezone.now()
    )
    context = {
        "lines": lines,
        "days": [monday + timedelta(days=n) for n in range(7)],
        "people": people_on(lines),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "earlier": monday - timedelta(days=7),
        "later": monday + timedelta(days=7),
        "is_this_week": monday == monday_of(timezone.localdate()),
        "today": timezone.localdate(),
        "teams": teams,
        "team": team,
        "may_plan": request.user.leads,
        "section": "shifts",
    }
    return render(request, "people/shifts.html", context)


@leaders_only
@may_write
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(_planned_by(request.user), pk=agent_id)

    def save(fields: dict[str, Any]) -> None:
        by = actors.agent(request.user)
        set_shift(agent, hours=fields["hours"], by=by, expected_version=fields["version"])

    return edit(
        request,
        ShiftForm(request.POST or None, initial=of_shift(agent)),
        save=save,
        back=_page_of(agent),
        template="people/shift.html",
        **_around(request, agent),
    )


@leaders_only
@may_write
@posted_from("shifts:agent", "agent_id")
def add_day(request: SignedInRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(_planned_by(request.user), pk=agent_id)
    return edit(
        request,
        ShiftDayForm(request.POST, auto_id="day_%s"),
        save=lambda fields: set_shift_day(agent, by=actors.agent(request.user), **fields),
        back=_page_of(agent),
        template="people/shift_day.html",
        **_around(request, agent),
    )


@leaders_only
@may_write
@posted_from("shifts:agent", "agent_id")
def remove_day(request: SignedInRequest, agent_id: int, shift_day_id: int) -> HttpResponse:
    agent = get_object_or_404(_planned_by(request.user), pk=agent_id)
    day = get_object_or_404(ShiftDay, pk=shift_day_id, agent=agent)
    by = actors.agent(request.user)
    return do(request, lambda: remove_shift_day(day, by=by), back=_page_of(agent), done=_("Removed"))


def _around(request: SignedInRequest, agent: Agent) -> dict[str, Any]:
    today = timezone.localdate()
    day = _day(request.GET.get("on", "")) or today
    return {
        "agent": agent,
        "heading": agent.name,
        "section": "shifts",
        "days": agent.shift_days.filter(on__gte=today - timedelta(days=7)),
        "day_form": ShiftDayForm(auto_id="day_%s", initial={"on": day}),
    }


def _planned_by(leader: Agent) -> QuerySet[Agent]:
    """Whose weeks they see: an agent their own alone, because a day off has reasons."""
    agents: QuerySet[Agent] = Agent.objects.may_answer()
    if not (leader.leads or leader.sees_everything):
        return agents.filter(pk=leader.pk)
    theirs = Agent.objects.may_answer().in_teams_of(leader)
    return agents.filter(pk__in=theirs.values("pk"))


def _teams(leader: Agent) -> list[Team]:
    teams = Team.objects.filter(is_active=True)
    return list(teams if leader.sees_everything else teams.filter(agents=leader))


def _asked_day(request: SignedInRequest) -> date:
    """Any day of the week that is shown; nonsense shows this week."""
    today = timezone.localdate()
    asked = _day(request.GET.get("week", ""))
    return asked if asked and abs(asked - today) < NEAR else today


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page_of(agent: Agent) -> str:
    return reverse("shifts:agent", args=[agent.pk])
