"""A time zone is one that exists, whichever door it comes by; and a page keeps the one that is set."""

import pytest
from django.core.management import CommandError
from django.urls import reverse

from events.actors import SYSTEM
from helpdesk.lib.faults import FaultyData
from people.actions.change_agent import change_agent
from people.actions.change_company import change_company
from people.actions.change_customer import change_customer
from people.actions.save_calendar import create_calendar
from people.forms.agents import of_agent
from people.forms.company import of_company
from people.models import Company
from tests.builders import a_customer, an_admin, an_agent
from tests.helpdesk.config_file import commands_in

pytestmark = pytest.mark.django_db
RARE = "EST5EDT"  # valid, and not among those that a page offers


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"company": {"name": "Nusa", "time_zone": "Asia/Jakrta"}}, id="company"),
        pytest.param({"agents": [{"email": "a@b.example", "time_zone": "Asia/Jakrta"}]}, id="agent"),
    ],
)
def test_a_file_with_a_zone_that_does_not_exist_is_refused(tmp_path, parts):
    with pytest.raises(CommandError, match="time_zone"):
        commands_in(tmp_path)("apply", **parts)


@pytest.mark.parametrize(
    "change",
    [
        lambda zone: change_company(by=SYSTEM, name="Nusa", time_zone=zone),
        lambda zone: change_agent(an_agent(), by=SYSTEM, time_zone=zone),
        lambda zone: an_agent(time_zone=zone),
        lambda zone: change_customer(a_customer(), by=SYSTEM, time_zone=zone),
    ],
    ids=["company", "agent", "new agent", "customer"],
)
def test_no_action_takes_a_zone_that_does_not_exist(change):
    with pytest.raises(FaultyData):
        change("Asia/Jakrta")
    change("Asia/Makassar")


def test_saving_a_page_keeps_a_zone_that_it_would_not_offer(admin):
    change_company(by=SYSTEM, name="Nusa", time_zone=RARE)
    agent = an_agent(time_zone=RARE)
    calendar = create_calendar(by=SYSTEM, name="Office", time_zone=RARE, hours={"mon": [["09:00", "17:00"]]})
    pages = {
        reverse("settings:company"): of_company(Company.current()),
        reverse("settings:agent", args=[agent.pk]): {
            name: value for name, value in of_agent(agent).items() if value not in (False, [])
        },
        reverse("settings:calendar", args=[calendar.pk]): {
            "name": "Office",
            "mon": "9-17",
            "time_zone": RARE,
        },
    }

    for page, fields in pages.items():
        assert f'<option value="{RARE}" selected>' in admin.get(page).content.decode()
        assert admin.post(page, fields).status_code == 302

    for row in (Company.current(), agent, calendar):
        row.refresh_from_db()
        assert row.time_zone == RARE


def test_a_zone_that_does_not_exist_is_refused_by_the_page(admin):
    change_company(by=SYSTEM, name="Nusa")

    page = admin.post(
        reverse("settings:company"), {**of_company(Company.current()), "time_zone": "Mars/Base"}
    )

    assert page.status_code == 422
