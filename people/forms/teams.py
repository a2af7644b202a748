from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.versioned import VersionedForm
from people.models import Agent, Calendar, Team

COLOURS = [
    (1, _("Blue")),
    (2, _("Orange")),
    (3, _("Violet")),
    (4, _("Green")),
    (5, _("Pink")),
    (6, _("Teal")),
    (7, _("Yellow")),
    (8, _("Grey")),
]


class TeamForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    colour = forms.TypedChoiceField(label=_("Colour"), choices=COLOURS, coerce=int)
    calendar = forms.ModelChoiceField(
        label=_("Opening hours"),
        queryset=Calendar.objects.all(),
        required=False,
        empty_label=_("Around the clock"),
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Agent.objects.active(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Switched off it gets nothing new; its members go on with what it has."),
    )


def of_team(team: Team) -> dict[str, Any]:
    fields = ("version", "name", "colour", "calendar", "is_active")
    return {**{field: getattr(team, field) for field in fields}, "members": list(team.agents.all())}
