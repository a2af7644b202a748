from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, Team, Tier
from people.models.company import LANGUAGES
from tickets.category_words import category_name
from tickets.models import Category, Channel, Priority

ANY = "–"


class WhichPolicyForm(forms.Form):
    """A ticket as somebody thinks of it."""

    channel = forms.ModelChoiceField(
        label=_("Channel"), queryset=Channel.objects.filter(is_active=True), required=False, empty_label=ANY
    )
    tier = forms.ChoiceField(label=_("Customer’s tier"), choices=Tier.choices, initial=Tier.STANDARD)
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.filter(is_active=True),
        to_field_name="key",
        required=False,
        empty_label=ANY,
    )
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices, initial=Priority.NORMAL)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), required=False, empty_label=ANY
    )
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.filter(is_active=True), required=False, empty_label=ANY
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("", ANY), *LANGUAGES], required=False)
    is_internal = forms.BooleanField(label=_("Between our own teams"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].label_from_instance = category_name  # type: ignore[attr-defined]
