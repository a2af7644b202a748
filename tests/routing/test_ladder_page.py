"""The ladder as an admin writes it on the page of a policy, in rows."""

import pytest
from django.urls import reverse

from routing.models import SlaPolicy
from tests.builders import a_policy, a_team, an_admin, an_agent
from tests.routing.laddered import ladder_form
from tests.routing.test_settings_pages import policy_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin(name="Ayu Lestari"))
    return client


def save(admin, *rows):
    return admin.post(reverse("settings:new-policy"), policy_form(resolution_low=60) | ladder_form([], *rows))


def row(do, to="", *, of="", number=75, unit="percent", **more):
    return {"of": of, "number": number, "unit": unit, "do": do, "to": to, **more}


def test_rows_of_one_moment_become_one_step_and_steps_stand_in_order(admin):
    team, rani = a_team(name="Payments"), an_agent(name="Rani Puspita")

    save(
        admin,
        row("assign_agent", "rani puspita", number=30, unit="minutes_after"),
        row("notify_leads", number=None, unit="due"),
        row("notify_holder"),
        row("set_team", "Payments", of="resolution", number=15, unit="minutes_before"),
        row("notify_role", "Admins"),
    )

    assert SlaPolicy.objects.get().ladder == [
        {"percent": 75, "do": [{"do": "notify_holder"}, {"do": "notify_role", "to": "admin"}]},
        {"of": "resolution", "minutes_before": 15, "do": [{"do": "set_team", "to": team.pk}]},
        {"percent": 100, "do": [{"do": "notify_leads"}]},
        {"minutes_after": 30, "do": [{"do": "assign_agent", "to": rani.pk}]},
    ]


def test_what_was_saved_is_shown_in_the_same_rows(admin):
    rani = an_agent(name="Rani Puspita")
    policy = a_policy(ladder=[{"minutes_after": 45, "do": [{"do": "notify_agent", "to": rani.pk}]}])

    page = admin.get(reverse("settings:policy", args=[policy.pk])).content.decode()

    assert 'name="step-0-number" id="id_step-0-number" value="45"' in page
    assert 'value="Rani Puspita"' in page


def test_a_row_that_is_taken_away_is_gone_and_an_empty_one_is_nothing(admin):
    save(admin, row("notify_holder", DELETE="on"), row("notify_leads"), row("", number=None))

    assert SlaPolicy.objects.get().ladder == [{"percent": 75, "do": [{"do": "notify_leads"}]}]


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        pytest.param([row("notify_agent", "Nobody Here")], "Nobody here is called “Nobody Here”.", id="who"),
        pytest.param([row("set_team", "Nowhere")], "There is no “Nowhere”.", id="team"),
        pytest.param([row("notify_role", "Kings")], "There is no “Kings”.", id="role"),
        pytest.param([row("add_tag")], "Something must stand here.", id="no tag"),
        pytest.param([row("notify_holder", number=None)], "A number must stand here.", id="no number"),
        pytest.param([row("notify_holder", number=120)], "At most 100 %", id="too many percent"),
        pytest.param([row("", number=50)], "Choose what is done.", id="nothing chosen"),
        pytest.param(
            [row("reassign"), row("assign_agent", "Ayu Lestari")], "can set this only once", id="twice"
        ),
    ],
)
def test_a_step_that_cannot_be_is_explained_and_kept(admin, rows, complaint):
    page = save(admin, *rows)

    assert page.status_code == 422
    assert complaint in page.content.decode()
    assert not SlaPolicy.objects.exists()


def test_of_two_with_one_name_the_address_says_who_is_meant(admin):
    first, second = an_agent(name="Sari"), an_agent(name="Sari")

    refused = save(admin, row("notify_agent", "Sari"))
    save(admin, row("notify_agent", second.email))

    assert "More than one is called “Sari”" in refused.content.decode()
    policy = SlaPolicy.objects.get()
    assert policy.ladder[0]["do"] == [{"do": "notify_agent", "to": second.pk}]
    assert second.email in admin.get(reverse("settings:policy", args=[policy.pk])).content.decode()
    assert first.pk != second.pk
