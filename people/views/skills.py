from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.actions.save_skill import change_skill, create_skill
from people.forms.skills import SkillForm, of_skill
from people.models import Agent, AgentSkill, Skill
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only
from people.skill_steps import read_steps


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    who = AgentSkill.objects.filter(agent__is_active=True).select_related("agent").order_by("-level", "agent")
    skills = Skill.objects.prefetch_related(Prefetch("agents", who)).order_by("-is_active", "name")
    rows = [(skill, read_steps(skill.steps)) for skill in skills]
    return render(request, "settings/skills.html", {"rows": rows, "section": "settings", "page": "skills"})


@admin_only
def new(request: SignedInRequest) -> HttpResponse:
    initial = {"is_active": True}
    return edit(
        request,
        SkillForm(request.POST or None, initial=initial, agents=_agents()),
        save=lambda fields: create_skill(by=actors.agent(request.user), **fields),
        back=reverse("settings:skills"),
        template="settings/skill.html",
        page="skills",
        heading=_("New skill"),
    )


@admin_only
def change(request: SignedInRequest, skill_id: int) -> HttpResponse:
    skill = get_object_or_404(Skill, pk=skill_id)
    return edit(
        request,
        SkillForm(request.POST or None, initial=of_skill(skill), agents=_agents()),
        save=lambda fields: change_skill(
            skill, by=actors.agent(request.user), expected_version=fields.pop("version"), **fields
        ),
        back=reverse("settings:skills"),
        template="settings/skill.html",
        page="skills",
        heading=skill.name,
    )


def _agents() -> list[Agent]:
    return list(Agent.objects.may_answer().order_by("name"))
