"""An admin sets up people, teams and opening hours on the settings pages."""

import pytest
from django.urls import reverse

from people.models import Agent, Calendar, Organisation, RolePolicy, Team
from tests.builders import a_supervisor, a_team, an_admin, an_agent, office_hours

pytestmark = pytest.mark.django_db

PAGES = [
    "agents",
    "new-agent",
    "teams",
    "new-team",
    "calendars",
    "new-calendar",
    "organisations",
    "new-organisation",
    "company",
    "security",
]
AGENT = {
    "name": "Rani Puspita",
    "email": "Rani@Nusa.example",
    "role": "agent",
    "capacity": 6,
    "language": "id",
    "time_zone": "Asia/Jakarta",
}


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.mark.parametrize("page", PAGES)
def test_every_settings_page_opens_for_an_admin(admin, page):
    assert admin.get(reverse(f"settings:{page}")).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_opens_a_settings_page(client, page):
    client.force_login(a_supervisor())

    assert client.get(reverse(f"settings:{page}")).status_code == 403


def test_an_admin_adds_an_agent_and_gets_a_link_for_their_password(admin):
    team = a_team()

    at_once = admin.post(reverse("settings:new-agent"), {**AGENT, "teams": [team.pk]})

    agent = Agent.objects.get(email="rani@nusa.example")
    assert list(agent.teams.all()) == [team]
    assert "/accounts/password/reset/key/" in at_once.content.decode()
    page = admin.post(reverse("settings:invitation", args=[agent.pk]))
    assert "/accounts/password/reset/key/" in page.content.decode()


def test_a_form_with_an_error_keeps_what_was_typed(admin):
    page = admin.post(reverse("settings:new-agent"), {**AGENT, "email": "no address"})

    assert page.status_code == 422
    assert "Rani Puspita" in page.content.decode()
    assert not Agent.objects.filter(name="Rani Puspita").exists()


def test_two_agents_cannot_share_an_address(admin):
    an_agent(email="rani@nusa.example")

    page = admin.post(reverse("settings:new-agent"), AGENT)

    assert page.status_code == 422
    assert "Another one has this already." in page.content.decode()
    assert Agent.objects.filter(email="rani@nusa.example").count() == 1


def test_the_last_admin_stays_one(admin):
    me = Agent.objects.get(role="admin")

    page = admin.post(reverse("settings:agent", args=[me.pk]), {**AGENT, "email": me.email, "role": "agent"})

    assert page.status_code == 422
    assert Agent.objects.get(pk=me.pk).is_admin


def test_an_admin_cannot_switch_off_their_own_account(admin):
    me = Agent.objects.get(role="admin")

    admin.post(reverse("settings:agent-activity", args=[me.pk]))

    assert Agent.objects.get(pk=me.pk).is_active


def test_an_agent_is_switched_off_and_on_again(admin):
    agent = an_agent()

    admin.post(reverse("settings:agent-activity", args=[agent.pk]))
    off = Agent.objects.get(pk=agent.pk).is_active
    admin.post(reverse("settings:agent-activity", args=[agent.pk]))

    assert (off, Agent.objects.get(pk=agent.pk).is_active) == (False, True)


def test_a_team_gets_its_members(admin):
    agent = an_agent()

    admin.post(
        reverse("settings:new-team"),
        {"name": "Orders", "colour": 3, "members": [agent.pk], "is_active": "on"},
    )

    assert list(Team.objects.get(name="Orders").agents.all()) == [agent]


def test_opening_hours_are_typed_as_people_write_them(admin):
    admin.post(
        reverse("settings:new-calendar"),
        {"name": "Shop", "time_zone": "Asia/Makassar", "mon": "9.00-12, 13:00 – 17:00", "sat": "9-12"},
    )

    assert Calendar.objects.get().hours == {
        "mon": [["09:00", "12:00"], ["13:00", "17:00"]],
        "sat": [["09:00", "12:00"]],
    }


@pytest.mark.parametrize(
    ("hours", "complaint"),
    [
        pytest.param("17:00-09:00", "ends before it begins", id="backwards"),
        pytest.param("09:00-12:00, 11:00-13:00", "overlap", id="overlap"),
        pytest.param("mornings", "09:00-17:00", id="words"),
    ],
)
def test_opening_hours_that_cannot_be_are_explained(admin, hours, complaint):
    page = admin.post(reverse("settings:new-calendar"), {"name": "Shop", "time_zone": "UTC", "mon": hours})

    assert page.status_code == 422
    assert complaint in page.content.decode()


def test_indonesias_holidays_are_taken_over_with_one_click(admin):
    admin.post(reverse("settings:new-calendar"), {"name": "Shop", "time_zone": "UTC", "mon": "9-17"})
    calendar = Calendar.objects.get()

    for _ in range(2):
        admin.post(
            reverse("settings:national-holidays", args=[calendar.pk]), {"year": 2026, "with_joint_leave": "1"}
        )

    assert calendar.holidays.filter(on="2026-08-17").count() == 1
    assert calendar.holidays.count() >= 16


def test_a_calendar_that_changed_meanwhile_is_not_overwritten(admin):
    admin.post(reverse("settings:new-calendar"), {"name": "Shop", "time_zone": "UTC", "mon": "9-17"})
    calendar = Calendar.objects.get()
    seen = {"name": "Shop", "time_zone": "UTC", "version": calendar.version}
    admin.post(reverse("settings:calendar", args=[calendar.pk]), {**seen, "mon": "8-16"})

    page = admin.post(reverse("settings:calendar", args=[calendar.pk]), {**seen, "mon": "10-18"})

    assert page.status_code == 422
    assert "10-18" in page.content.decode()
    assert Calendar.objects.get().hours == {"mon": [["08:00", "16:00"]]}


def test_roles_are_told_to_use_a_second_factor(admin):
    admin.post(reverse("settings:security"), {"roles": ["admin", "supervisor"]})

    assert set(RolePolicy.objects.filter(requires_totp=True).values_list("role", flat=True)) == {
        "admin",
        "supervisor",
    }


def test_an_organisation_has_a_tier_and_domains(admin):
    admin.post(
        reverse("settings:new-organisation"),
        {"name": "Hotel Cendana", "tier": "gold", "domains": "cendana.example, @hotel.example"},
    )

    assert Organisation.objects.get().domains == ["cendana.example", "hotel.example"]


def test_two_calendars_whose_names_differ_in_case_only_are_refused(admin):
    office_hours(name="Shop")

    answer = admin.post(
        reverse("settings:new-calendar"), {"name": "SHOP", "time_zone": "Asia/Jakarta", "mon": "9-17"}
    )

    assert answer.status_code == 422
    assert "“Shop” has this name already." in answer.content.decode()
    assert Calendar.objects.count() == 1
