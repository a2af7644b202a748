"""Who writes from an organisation's domain gets its tier, so a domain is checked where it is typed."""

import pytest
from django.urls import reverse

from events.actors import SYSTEM
from people.actions.save_organisation import create_organisation
from people.models import Organisation
from tests.builders import an_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def save(admin, domains):
    fields = {"name": "Hotel Cendana", "tier": "platinum", "domains": domains}
    return admin.post(reverse("settings:new-organisation"), fields)


@pytest.mark.parametrize(
    "domain", ["hotel cendana", "x", "a@cendana.example", "-a.example", "a..example", "1.2.3.4"]
)
def test_what_is_no_domain_is_refused_by_its_name(admin, domain):
    page = save(admin, f"cendana.example, {domain}")

    assert page.status_code == 422
    assert page.context["form"].errors["domains"] == [
        f"“{domain}” is no mail domain: write it like hotel.example."
    ]
    assert not Organisation.objects.exists()


def test_a_domain_that_anybody_writes_from_is_no_organisations_own(admin):
    page = save(admin, "GMail.com")

    assert page.status_code == 422
    assert "From “gmail.com” anybody writes" in page.content.decode()


def test_a_domain_belongs_to_one_organisation(admin):
    create_organisation(by=SYSTEM, name="PT Nusa", tier="gold", domains=["nusa.example"])

    page = save(admin, "nusa.example")

    assert page.status_code == 422
    assert "“nusa.example” belongs to “PT Nusa” already." in page.content.decode()


@pytest.mark.parametrize(
    "domain", ["cendana.co.id", "mail.cendana.example", "bücher.example", "xn--bcher-kva.example"]
)
def test_a_domain_is_taken(admin, domain):
    assert save(admin, f"@{domain}").status_code == 302
    assert Organisation.objects.get().domains == [domain]


def test_what_is_stored_already_stops_nobody_from_changing_something_else(admin):
    row = Organisation.objects.create(name="Old", tier="gold", domains=["gmail.com"])
    fields = {"name": "Old", "tier": "silver", "domains": "gmail.com", "version": row.version}

    assert admin.post(reverse("settings:organisation", args=[row.pk]), fields).status_code == 302
    assert Organisation.objects.get().tier == "silver"
