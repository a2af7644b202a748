from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.actions.change_agent import change_agent
from people.actions.create_agent import create_agent
from people.actions.deactivate_agent import activate_agent, deactivate_agent
from people.forms.agents import AgentForm, of_agent
from people.models import Agent, Company, Role
from people.refusals import Refused
from people.settings_page import do, edit
from people.signed_in import SignedInRequest, admin_only, posted_from


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    agents = Agent.objects.select_related("presence").prefetch_related("teams").order_by("-is_active", "name")
    context = {"agents": agents, "section": "settings", "page": "agents"}
    return render(request, "settings/agents.html", context)


@admin_only
def new(request: SignedInRequest) -> HttpResponse:
    company = Company.current()
    initial = {"capacity": 8, "language": company.language, "time_zone": company.time_zone, "role": "agent"}
    form = AgentForm(request.POST or None, initial=initial)

    def save(fields: dict[str, Any]) -> Agent:
        agent = create_agent(by=actors.agent(request.user), **fields)
        _say_what_they_see(request, agent)
        return agent

    return edit(
        request,
        form,
        save=save,
        back=reverse("settings:agents"),
        then=lambda agent: _show_link(request, agent),
        page="agents",
        heading=_("New agent"),
        words=_("They set their password by a link that you give them on the next page."),
    )


@admin_only
def change(request: SignedInRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(Agent, pk=agent_id)
    form = AgentForm(request.POST or None, initial=of_agent(agent))

    def save(fields: dict[str, Any]) -> None:
        seen = fields.pop("version")
        change_agent(agent, by=actors.agent(request.user), expected_version=seen, **fields)
        _say_what_they_see(request, agent)

    return edit(
        request,
        form,
        save=save,
        back=reverse("settings:agents"),
        template="settings/agent.html",
        page="agents",
        heading=agent.name,
        agent=agent,
    )


@admin_only
@posted_from("settings:agent", "agent_id")
def invite(request: SignedInRequest, agent_id: int) -> HttpResponse:
    return _show_link(request, get_object_or_404(Agent.objects.active(), pk=agent_id))


def _say_what_they_see(request: SignedInRequest, agent: Agent) -> None:
    if agent.role == Role.AGENT and not agent.may_triage and not agent.teams.exists():
        words = _("%(name)s is in no team yet and sees no tickets") % {"name": agent.name}
        messages.warning(request, words)


def _show_link(request: SignedInRequest, agent: Agent) -> HttpResponse:
    """By which they set their password: it works once, and for some days."""
    key = f"{user_pk_to_url_str(agent)}-{default_token_generator.make_token(agent)}"
    link = get_adapter().get_reset_password_from_key_url(key)
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    context = {"agent": agent, "link": link, "days": days, "section": "settings", "page": "agents"}
    return render(request, "settings/invitation.html", context)


@admin_only
@posted_from("settings:agent", "agent_id")
def switch(request: SignedInRequest, agent_id: int) -> HttpResponse:
    """On or off. Off ends their sessions and returns their tickets to the queue."""
    agent = get_object_or_404(Agent, pk=agent_id)
    by = actors.agent(request.user)

    def act() -> None:
        if agent.pk == request.user.pk:
            raise Refused("not_yourself")
        (deactivate_agent if agent.is_active else activate_agent)(agent, by=by)

    done = _("Switched off") if agent.is_active else _("Switched on")
    return do(request, act, back=reverse("settings:agents"), done=done)
