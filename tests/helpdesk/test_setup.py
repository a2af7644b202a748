"""The first run: an empty installation becomes a company that customers can write to."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from helpdesk.setup.code import setup_code
from helpdesk.setup.middleware import FirstRun
from people.models import Agent, Calendar, Company, Team
from routing.models import SlaPolicy
from tests.builders import an_admin, an_agent

OWNER = {
    "company": "Nusa Living",
    "ticket_prefix": "nl",
    "language": "en",
    "time_zone": "Asia/Makassar",
    "name": "Ayu Lestari",
    "email": "ayu@nusa.example",
    "password": "a long phrase to sign in",
}
FAR_AWAY = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def an_empty_installation(settings, tmp_path, monkeypatch, somebody_works_here):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(FirstRun, "is_over", False)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/tickets/", "/settings/", "/accounts/login/"])
def test_an_empty_installation_leads_to_its_set_up(client, address):
    assert client.get(address, follow=True).redirect_chain[-1] == ("/setup/", 302)


@pytest.mark.django_db
def test_the_first_visitor_becomes_the_owner_and_is_signed_in(client):
    answer = client.post("/setup/", OWNER)

    agent = Agent.objects.get()
    assert answer["Location"] == "/setup/"
    assert (agent.email, agent.role) == ("ayu@nusa.example", "admin")
    assert Company.current().ticket_prefix == "NL"
    assert "Welcome, Ayu" in client.get("/setup/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "id"])
def test_the_owner_goes_on_in_the_language_they_read(client, language):
    page = client.get("/setup/", headers={"accept-language": language})

    assert page.context["form"]["language"].value() == language


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"password": "short"}, "too short", id="short password"),
        pytest.param({"email": "ayu"}, "valid email", id="no address"),
        pytest.param({"ticket_prefix": "N-"}, "Capital letters and digits", id="bad prefix"),
    ],
)
def test_what_cannot_be_is_explained_and_kept(client, change, complaint):
    page = client.post("/setup/", OWNER | change, headers={"accept-language": "en"})

    assert page.status_code == 422
    assert complaint in page.content.decode()
    assert "Nusa Living" in page.content.decode()
    assert not Agent.objects.exists()


@pytest.mark.django_db
def test_somebody_from_elsewhere_needs_the_code_of_the_installation(client):
    refused = client.post("/setup/", OWNER, **FAR_AWAY)
    allowed = client.post("/setup/", OWNER | {"code": setup_code()}, **FAR_AWAY)

    assert (refused.status_code, allowed.status_code) == (403, 302)


@pytest.mark.django_db
def test_nobody_becomes_a_second_owner(client):
    an_agent()

    answer = client.post("/setup/", OWNER)

    assert "/accounts/login/" in answer["Location"]
    assert Agent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_finish_at_once_one_becomes_the_owner():
    def finish(n):
        try:
            return Client().post("/setup/", OWNER | {"email": f"owner{n}@nusa.example"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(finish, range(4)))

    assert answers.count(302) == 1 or Agent.objects.count() == 1
    assert Agent.objects.count() == 1


@pytest.mark.django_db
def test_the_steps_lead_from_hours_to_response_times(client):
    client.post("/setup/", OWNER)

    client.post(reverse("setup:hours"))
    client.post(reverse("setup:team"), {"name": "Support"})
    client.post(
        reverse("settings:new-channel", args=["api"]), {"name": "Shop", "language": "en", "is_active": "on"}
    )
    an_agent(name="Rani")
    client.post(reverse("setup:promises"))

    calendar = Calendar.objects.get()
    assert calendar.time_zone == "Asia/Makassar"
    assert calendar.holidays.count() >= 16
    assert Team.objects.get().agents.get().email == "ayu@nusa.example"
    assert SlaPolicy.objects.get().calendar == calendar
    assert "All set" in client.get("/setup/").content.decode()


@pytest.mark.django_db
def test_the_steps_are_an_admins_business(client):
    an_admin()
    client.force_login(an_agent())

    assert client.get("/setup/").status_code == 403
    assert client.post(reverse("setup:hours")).status_code == 403


@pytest.mark.django_db
def test_everything_that_is_wrong_is_said_at_once(client):
    page = client.post(
        "/setup/", OWNER | {"ticket_prefix": "N-", "password": "short"}, headers={"accept-language": "en"}
    )

    assert {"ticket_prefix", "password"} <= page.context["form"].errors.keys()
