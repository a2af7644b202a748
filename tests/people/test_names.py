"""What is written in rules by its name has a name of its own, however it is written."""

import pytest
from django.urls import reverse

from people.models import Organisation, Team
from tests.builders import a_team, an_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def test_two_teams_cannot_differ_in_case_alone(admin):
    a_team(name="Layanan")

    page = admin.post(reverse("settings:new-team"), {"name": "LAYANAN", "colour": 1, "is_active": "on"})

    assert page.status_code == 422
    assert "“Layanan” has this name already." in page.content.decode()
    assert page.context["form"].errors.keys() == {"name"}
    assert Team.objects.count() == 1


def test_a_name_may_change_its_own_case(admin):
    team = a_team(name="layanan")
    fields = {"version": team.version, "name": "Layanan", "colour": 1, "is_active": "on"}

    assert admin.post(reverse("settings:team", args=[team.pk]), fields).status_code == 302
    assert Team.objects.get().name == "Layanan"


def test_two_organisations_cannot_differ_in_case_alone(admin):
    for name in ("Hotel Cendana", "hotel cendana"):
        page = admin.post(reverse("settings:new-organisation"), {"name": name, "tier": "gold"})

    assert page.status_code == 422
    assert Organisation.objects.count() == 1
