from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.actions.change_company import change_company, set_role_policy
from people.actions.save_organisation import change_organisation, create_organisation
from people.forms.company import CompanyForm, OrganisationForm, SecurityForm, of_company, of_organisation
from people.models import Company, Organisation, Role, RolePolicy
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only


@admin_only
def change(request: SignedInRequest) -> HttpResponse:
    return edit(
        request,
        CompanyForm(request.POST or None, initial=of_company(Company.current())),
        save=lambda fields: change_company(
            by=actors.agent(request.user), expected_version=fields.pop("version"), **fields
        ),
        back=reverse("settings:company"),
        page="company",
        heading=_("Company"),
    )


@admin_only
def security(request: SignedInRequest) -> HttpResponse:
    required = RolePolicy.objects.filter(requires_totp=True).values_list("role", flat=True)

    @transaction.atomic
    def save(fields: dict[str, Any]) -> None:
        for role in Role.values:
            set_role_policy(role, by=actors.agent(request.user), requires_totp=role in fields["roles"])

    return edit(
        request,
        SecurityForm(request.POST or None, initial={"roles": list(required)}),
        save=save,
        back=reverse("settings:security"),
        page="security",
        heading=_("Security"),
        words=_(
            "Each agent lists and ends their own sessions under “Password and security” in their own menu."
        ),
    )


@admin_only
def organisations(request: SignedInRequest) -> HttpResponse:
    found = Organisation.objects.annotate(people=Count("customers"))
    context = {"organisations": found, "section": "settings", "page": "organisations"}
    return render(request, "settings/organisations.html", context)


@admin_only
def new_organisation(request: SignedInRequest) -> HttpResponse:
    return edit(
        request,
        OrganisationForm(request.POST or None),
        save=lambda fields: create_organisation(by=actors.agent(request.user), **fields),
        back=reverse("settings:organisations"),
        page="organisations",
        heading=_("New organisation"),
    )


@admin_only
def change_one_organisation(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    return edit(
        request,
        OrganisationForm(request.POST or None, initial=of_organisation(organisation)),
        save=lambda fields: change_organisation(
            organisation, by=actors.agent(request.user), expected_version=fields.pop("version"), **fields
        ),
        back=reverse("settings:organisations"),
        page="organisations",
        heading=organisation.name,
    )
