from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from people.models import Team


class TeamChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The teams in use, and the stored one though it is off: a list without it would take it away unseen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Team.objects.filter(is_active=True), **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        if stored := form.get_initial_for_field(self, field_name):
            pk = stored.pk if isinstance(stored, Team) else stored
            self.queryset = Team.objects.filter(Q(is_active=True) | Q(pk=pk))
        return super().get_bound_field(form, field_name)

    def label_from_instance(self, team: Any) -> str:
        return team_words(team)


class TeamChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Team.objects.all(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, team: Any) -> str:
        return team_words(team)


def team_words(team: Team) -> str:
    return team.name if team.is_active else _("%(team)s (switched off)") % {"team": team.name}
