"""What agents know of a customer; what they count for is said by those who lead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Agent, Customer, Organisation, Tier
from people.models.company import LANGUAGES

LABELS = {
    "name": gettext_lazy("Name"),
    "language": gettext_lazy("Language"),
    "own_tier": gettext_lazy("Tier"),
    "organisation": gettext_lazy("Organisation"),
}


class CustomerForm(forms.Form):
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    name = forms.CharField(label=LABELS["name"], max_length=200, required=False)
    language = forms.ChoiceField(label=LABELS["language"], required=False)
    own_tier = forms.ChoiceField(label=LABELS["own_tier"], required=False)
    organisation = forms.ModelChoiceField(
        label=LABELS["organisation"],
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, data: Any = None, *, customer: Customer, agent: Agent) -> None:
        known = {field: getattr(customer, field) for field in ("version", *LABELS)}
        super().__init__(data, initial=known, auto_id="customer-%s")
        self.fields["language"].choices = [("", _("Not known")), *LANGUAGES]  # type: ignore[attr-defined]
        self.fields["own_tier"].choices = [("", _of_theirs(customer)), *Tier.choices]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "inp"
        if not agent.leads:
            del self.fields["own_tier"], self.fields["organisation"]

    @property
    def changes(self) -> dict[str, Any]:
        """What was not asked is not emptied."""
        said = {name: value for name, value in self.cleaned_data.items() if name in self.data}
        return {name: value for name, value in said.items() if name != "version"}


class AddressForm(forms.Form):
    """`instead_of`: the id of the one that is wrong; without, it is one more."""

    address = forms.CharField(label=gettext_lazy("Email"), max_length=320)
    instead_of = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


def _of_theirs(customer: Customer) -> str:
    if customer.organisation is None:
        return _("None of their own")
    tier = Tier(customer.organisation.tier).label
    return _("That of the organisation: %(tier)s") % {"tier": tier}
