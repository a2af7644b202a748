from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.actions.save_team import change_team, create_team
from people.forms.teams import TeamForm, of_team
from people.models import Team
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    teams = Team.objects.select_related("calendar").annotate(size=Count("memberships"))
    context = {"teams": teams.order_by("-is_active", "name"), "section": "settings", "page": "teams"}
    return render(request, "settings/teams.html", context)


@admin_only
def new(request: SignedInRequest) -> HttpResponse:
    return edit(
        request,
        TeamForm(request.POST or None, initial={"is_active": True, "colour": Team.objects.count() % 8 + 1}),
        save=lambda fields: create_team(by=actors.agent(request.user), **fields),
        back=reverse("settings:teams"),
        page="teams",
        heading=_("New team"),
    )


@admin_only
def change(request: SignedInRequest, team_id: int) -> HttpResponse:
    team = get_object_or_404(Team, pk=team_id)
    return edit(
        request,
        TeamForm(request.POST or None, initial=of_team(team)),
        save=lambda fields: change_team(
            team, by=actors.agent(request.user), expected_version=fields.pop("version"), **fields
        ),
        back=reverse("settings:teams"),
        page="teams",
        heading=team.name,
    )
