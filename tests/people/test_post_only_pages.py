"""An address that is only posted to leads to the page of its form when it is loaded by itself."""

import pytest
from django.urls import reverse

from events.actors import SYSTEM
from people.actions.save_holiday import add_holiday
from tests.builders import a_channel, a_policy, a_rule, an_admin, an_agent, office_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.mark.parametrize(
    ("make", "page", "buttons"),
    [
        pytest.param(an_agent, "agent", ["invitation", "agent-activity"], id="agent"),
        pytest.param(office_hours, "calendar", ["holidays", "national-holidays"], id="calendar"),
        pytest.param(lambda: a_channel(kind="form"), "channel", ["channel-test"], id="channel"),
        pytest.param(lambda: a_rule({}, {"do": "add_tag", "to": "a"}), "rule", ["rule-removal"], id="rule"),
        pytest.param(a_policy, "policy", ["policy-removal"], id="policy"),
    ],
)
def test_a_button_of_a_page_leads_back_to_it(admin, make, page, buttons):
    of = [make().pk]

    for button in buttons:
        answer = admin.get(reverse(f"settings:{button}", args=of))
        assert answer["Location"] == reverse(f"settings:{page}", args=of)
        assert admin.get(answer["Location"]).status_code == 200


def test_a_button_of_a_list_leads_back_to_it(admin):
    for button, page in (("rule-place", "rules"), ("policy-place", "sla"), ("block-removal", "blocks")):
        assert admin.get(reverse(f"settings:{button}", args=[7]))["Location"] == reverse(f"settings:{page}")


def test_the_steps_of_the_set_up_lead_back_to_it(admin):
    for step in ("hours", "team", "promises"):
        assert admin.get(reverse(f"setup:{step}"))["Location"] == "/setup/"


def test_another_language_on_a_page_with_an_error_leads_to_the_form(admin):
    calendar = office_hours()
    wrong = reverse("settings:holidays", args=[calendar.pk])
    assert admin.post(wrong, {"on": "2026-12-24", "name": "Natal", "hours": "x"}).status_code == 422

    page = admin.post("/me/language/", {"language": "id", "next": wrong}, follow=True)

    assert page.redirect_chain[-1] == (reverse("settings:calendar", args=[calendar.pk]), 302)
    assert page.status_code == 200


def test_looking_removes_nothing(admin):
    calendar = office_hours()
    day = add_holiday(calendar, by=SYSTEM, on="2026-12-24", name="x")

    admin.get(reverse("settings:holiday", args=[calendar.pk, day.pk]))

    assert calendar.holidays.count() == 1
