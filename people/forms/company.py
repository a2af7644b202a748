from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions.change_company import FIELDS
from people.forms.versioned import VersionedForm
from people.forms.zones import ZoneField
from people.models import Agent, Company, Organisation, Role, Tier
from people.models.company import LANGUAGES
from people.second_step import has_second_step


class CompanyForm(VersionedForm):
    name = forms.CharField(label=_("Company"), max_length=100)
    ticket_prefix = forms.CharField(
        label=_("Prefix of ticket numbers"), max_length=6, help_text=_("NL gives NL-20481.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = ZoneField()
    follow_up_days = forms.IntegerField(
        label=_("Days in which an answer reopens a resolved ticket"),
        min_value=0,
        max_value=365,
        help_text=_("Later, it becomes a new ticket that is linked to the old one."),
    )
    close_after_days = forms.IntegerField(
        label=_("Days after which a resolved ticket closes"), min_value=1, max_value=365
    )
    requeue_after_seconds = forms.IntegerField(
        label=_("Seconds after which work of an agent who is offline returns to the queue"),
        min_value=0,
        max_value=86_400,
    )


def of_company(company: Company) -> dict[str, Any]:
    return {field: getattr(company, field) for field in ("version", *FIELDS)}


def _roles_with_gaps() -> list[tuple[str, str]]:
    """Each role, and how many of its agents a requirement would stop in their work."""
    agents = Agent.objects.active().annotate(has_step=has_second_step()).order_by()
    gaps = dict(agents.values_list("role").annotate(n=Count("pk", filter=Q(has_step=False))))
    return [(role, _with_gap(str(label), gaps.get(role, 0))) for role, label in Role.choices]


def _with_gap(label: str, gap: int) -> str:
    if not gap:
        return label
    words = ngettext("%(role)s: %(n)s person has none yet", "%(role)s: %(n)s people have none yet", gap)
    return words % {"role": label, "n": gap}


class SecurityForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles that must sign in with a second step"),
        choices=_roles_with_gaps,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Who has none yet does nothing else before setting it up: pages lead there, live updates stop."
        ),
    )


class OrganisationForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices)
    domains = forms.CharField(
        label=_("Mail domains"),
        required=False,
        help_text=_("Separated by commas. Who writes from one of them belongs here."),
    )

    def clean_domains(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["domains"].split(",") if part.strip()]


def of_organisation(organisation: Organisation) -> dict[str, Any]:
    return {
        "version": organisation.version,
        "name": organisation.name,
        "tier": organisation.tier,
        "domains": ", ".join(organisation.domains),
    }
