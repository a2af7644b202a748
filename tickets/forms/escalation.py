from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Team
from tickets.actions.note import LONGEST
from tickets.escalations import functions_for
from tickets.models import Ticket


class EscalationForm(forms.Form):
    """Which function is asked, and what."""

    to = forms.ModelChoiceField(
        queryset=Team.objects.none(), label=_("Team"), error_messages={"required": _("Choose a team.")}
    )
    text = forms.CharField(
        max_length=LONGEST,
        label=_("What is needed"),
        error_messages={"required": _("Say what is needed of them.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, ticket: Ticket) -> None:
        super().__init__(data)
        able = [team.pk for team in functions_for(ticket)]
        self.fields["to"].queryset = Team.objects.filter(pk__in=able)  # type: ignore[attr-defined]
