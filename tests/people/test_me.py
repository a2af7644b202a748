import pytest
from django.test import Client

from people.models import Company, Presence
from tests.builders import an_agent, an_auditor

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def agent():
    return an_agent(language="id", available=True)


@pytest.fixture
def client(agent):
    client = Client()
    client.force_login(agent)
    return client


@pytest.mark.parametrize("status", ["available", "busy", "break", "away"])
def test_an_agent_says_whether_they_are_there(client, agent, status):
    assert client.post("/me/presence/", {"status": status}, headers=FETCH).status_code == 204

    assert Presence.objects.get(agent=agent).chosen == status


def test_a_supervisor_who_signs_in_begins_away_and_the_menu_says_what_that_means():
    Company.objects.create(name="Nusa Living", ticket_prefix="NL")
    client, leader = Client(), an_agent(role="supervisor", language="en")
    client.force_login(leader)

    client.post("/me/beat/")
    page = client.get("/customers/").content.decode()

    assert 'value="away" role="menuitemradio" aria-checked="true"' in page
    assert "New tickets and calls are given to you only while you are available." in page


@pytest.mark.parametrize("status", ["offline", "", "asleep"])
def test_what_is_no_choice_is_refused_in_words(client, status):
    answer = client.post("/me/presence/", {"status": status}, headers=FETCH)

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_beat_without_a_socket_keeps_them_present(client, agent):
    Presence.objects.update(status="offline", chosen="break")

    assert client.post("/me/beat/").status_code == 204
    assert Presence.objects.get(agent=agent).status == "break"


def test_the_theme_is_the_agents_own_on_every_machine(client, agent):
    client.post("/me/theme/", {"theme": "dark"}, headers=FETCH)

    agent.refresh_from_db()
    assert agent.theme == "dark"
    assert 'data-theme="dark"' in client.get("/").content.decode()


def test_the_language_changes_the_next_page(client):
    answer = client.post("/me/language/", {"language": "en", "next": "/tickets/?view=mine"})

    assert answer.url == "/tickets/?view=mine"
    assert client.get(answer.url).headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example/", "javascript:alert(1)", r"\\evil.example"]
)
def test_the_way_back_stays_in_the_house(client, place):
    assert client.post("/me/language/", {"language": "en", "next": place}).url == "/"


def test_an_auditor_chooses_how_they_read_too():
    client = Client()
    client.force_login(an_auditor())

    assert client.post("/me/theme/", {"theme": "dark"}, headers=FETCH).status_code == 204


@pytest.mark.parametrize("what", ["presence", "beat", "theme", "language"])
def test_looking_changes_nothing(client, what):
    assert client.get(f"/me/{what}/").status_code == 405


def test_an_agent_says_where_their_calls_ring(client, agent):
    def says(number):
        status = client.post("/me/telephone/", {"phone": number}).status_code
        agent.refresh_from_db()
        return status, agent.phone

    assert says("+62 811 000-0001") == (302, "+628110000001")
    assert "+628110000001" in client.get("/accounts/2fa/").content.decode()
    assert says("0811") == (422, "+628110000001")
    assert says("") == (302, "")
