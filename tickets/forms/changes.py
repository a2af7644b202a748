"""What a person changes on a ticket, one small form each. `version`: the ticket as they saw it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Agent, Team
from tickets.actions.set_impression import KINDS, Impression
from tickets.choices import assignees_for
from tickets.models import Category, Priority, Ticket


class ChangeForm(forms.Form):
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    was_guess = forms.BooleanField(required=False, widget=forms.HiddenInput)  # undo: it is one again
    was_to_sort = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def seen(self) -> int | None:
        version: int | None = self.cleaned_data["version"]
        return version


class ResolutionForm(ChangeForm):
    """`escalations`: what becomes of what other functions still do for it. Not chosen: it is asked."""

    escalations = forms.ChoiceField(
        choices=[("", ""), ("keep", ""), ("cancel", "")], required=False, widget=forms.HiddenInput
    )


class AssignmentForm(ChangeForm):
    """Nobody chosen: back into the queue."""

    to = forms.ModelChoiceField(queryset=Agent.objects.none(), required=False, label=_("Assignee"))

    def __init__(self, data: Any, *, ticket: Ticket, agent: Agent) -> None:
        super().__init__(data)
        able = [one.pk for one in assignees_for(ticket, agent=agent)]
        self.fields["to"].queryset = Agent.objects.filter(pk__in=able)  # type: ignore[attr-defined]


class TransferForm(ChangeForm):
    to = forms.ModelChoiceField(queryset=Team.objects.filter(is_active=True), label=_("Team"))


class PriorityForm(ChangeForm):
    to = forms.ChoiceField(choices=Priority.choices, label=_("Priority"))


class CategoryForm(ChangeForm):
    to = forms.ModelChoiceField(
        queryset=Category.objects.filter(is_active=True), required=False, label=_("Category")
    )


class ImpressionForm(ChangeForm):
    """How the customer's words sound. Nothing chosen: as before anybody had said so."""

    to = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, field: Impression) -> None:
        super().__init__(data)
        choices = [("", _("Not known")), *KINDS[field].choices]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    @property
    def said(self) -> str:
        words = dict(self.fields["to"].choices)  # type: ignore[attr-defined]
        return str(words[self.cleaned_data["to"]])


class SubjectForm(ChangeForm):
    to = forms.CharField(max_length=500, label=_("Subject"))


class TagForm(forms.Form):
    name = forms.CharField(max_length=50, label=_("Tag"))
