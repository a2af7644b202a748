from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.phone import PhoneField
from people.forms.team_choice import TeamChoices
from people.forms.versioned import VersionedForm
from people.forms.zones import ZoneField
from people.models import Agent, Role
from people.models.company import LANGUAGES


class AgentForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    email = forms.EmailField(label=_("Email"), help_text=_("They sign in with it."))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        help_text=_(
            "Agents see the tickets of their teams. Supervisors also see what has no team. "
            "Admins see and set everything. Auditors see everything and change nothing."
        ),
    )
    teams = TeamChoices(label=_("Teams"), required=False)
    capacity = forms.IntegerField(
        label=_("Capacity"),
        min_value=0,
        max_value=500,
        help_text=_(
            "How many new and open tickets they are given at most, each counted by the weight of its "
            "channel. With 0 they are given none, and can still take what they choose."
        ),
    )
    phone = PhoneField(
        label=_("Telephone"),
        required=False,
        help_text=_("Where calls of customers ring, like +628123456789. Without one they get no calls."),
    )
    may_triage = forms.BooleanField(label=_("May sort tickets that have no team yet"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = ZoneField()


def of_agent(agent: Agent) -> dict[str, Any]:
    fields = ("version", "name", "email", "role", "capacity", "phone", "may_triage", "language", "time_zone")
    return {**{field: getattr(agent, field) for field in fields}, "teams": list(agent.teams.all())}
