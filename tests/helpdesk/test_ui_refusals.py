"""The pages that say no."""

import pytest
from django.test import Client

from people.models import Role
from tests.builders import an_agent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers", [{"hx-request": "true"}, {"x-requested-with": "fetch"}], ids=["htmx", "fetch"]
)
def test_a_script_gets_a_sentence_where_a_person_gets_a_page(client, headers):
    page = client.get("/no/such/page/")
    told = client.get("/no/such/page/", headers=headers)

    assert "<h1>" in page.content.decode()
    assert (told.status_code, set(told.json())) == (404, {"error"})


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.ADMIN])
def test_whom_no_team_hides_anything_from_is_not_told_of_teams(client, role):
    client.force_login(an_agent(role=role))

    page = client.get("/no/such/page/").content.decode()

    assert ("An admin can add you" in page) == (role != Role.ADMIN)


def test_an_old_page_is_told_to_load_again():
    client = Client(enforce_csrf_checks=True)

    page = client.post("/accounts/login/", {"login": "x", "password": "y"})
    told = client.post("/accounts/login/", {}, headers={"x-requested-with": "fetch"})

    assert (page.status_code, told.status_code) == (403, 403)
    assert "too old" in page.content.decode()
    assert "You may not" not in page.content.decode()
    assert "too old" in told.json()["error"]


def test_a_crash_gives_a_code_that_the_log_has_too(settings, caplog):
    settings.ROOT_URLCONF = "tests.helpdesk.crashing_urls"
    client = Client(raise_request_exception=False)

    page = client.get("/crash/").content.decode()
    told = client.get("/crash/", headers={"x-requested-with": "fetch"}).json()

    ids = [record.msg["request_id"] for record in caplog.records if isinstance(record.msg, dict)]
    assert any(f"E-{request_id[:8]}" in page for request_id in ids)
    assert any(f"E-{request_id[:8]}" == told["code"] for request_id in ids)
    assert "planted" not in page + told["error"]


def test_the_page_of_a_crash_asks_the_database_nothing(settings, django_assert_num_queries):
    settings.ROOT_URLCONF = "tests.helpdesk.crashing_urls"
    client = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        assert client.get("/crash/").status_code == 500


def test_a_refusal_of_djangos_own_is_not_shown_to_strangers(client):
    answer = client.get("/accounts/login/", headers={"host": "evil.example.com"})

    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_a_stranger_is_told_of_no_team_and_led_to_no_inbox(client):
    stranger = client.get("/form/no-such-form/").content.decode()
    client.force_login(an_agent(language="en"))
    agent = client.get("/tickets/999999/").content.decode()

    assert "This page does not exist" in stranger
    assert "team" not in stranger and "inbox" not in stranger
    assert "To the inbox" in agent and "An admin can add you" in agent
