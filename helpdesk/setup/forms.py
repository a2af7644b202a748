from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.forms.zones import ZoneField
from people.models import Agent, Company
from people.models.company import LANGUAGES


class OwnerForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput, required=False)
    company = forms.CharField(label=_("Company"), max_length=100)
    ticket_prefix = forms.CharField(
        label=_("Prefix of ticket numbers"),
        max_length=6,
        help_text=_("Short and in capitals: NL gives NL-20481."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = ZoneField()
    name = forms.CharField(label=_("Your name"), max_length=100)
    email = forms.EmailField(label=_("Your email"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters."),
    )

    def clean_ticket_prefix(self) -> str:
        """Refused with everything else: a password would have to be typed once more for it."""
        prefix = str(self.cleaned_data["ticket_prefix"]).upper()
        Company._meta.get_field("ticket_prefix").run_validators(prefix)
        return prefix

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("password"):
            who = Agent(email=data.get("email", ""), name=data.get("name", ""))
            try:
                validate_password(data["password"], who)
            except ValidationError as error:
                self.add_error("password", error)
        return data

    @property
    def owner(self) -> dict[str, Any]:
        names = ("name", "email", "password", "language", "time_zone")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def firm(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "name": given["company"],
            "ticket_prefix": given["ticket_prefix"],
            "language": given["language"],
            "time_zone": given["time_zone"],
        }


class TeamNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the team"), max_length=100)
