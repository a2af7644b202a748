"""What is offered is answered above every page, and everybody reads who was asked and what they said."""

import json

import pytest
from django.urls import reverse
from django.utils import translation

from routing.offers import drain
from tests.builders import a_supervisor, an_admin, an_agent, an_auditor
from tests.routing.asking import accepts, an_asking_team, asked, declines, lets_it_pass, offer_of
from tests.routing.waiting import holder, waiting_in
from tests.tickets.timelines import told
from tickets.actions.claim import claim

pytestmark = pytest.mark.django_db

SCRIPT = {"HX-Request": "true"}
MINE = "/offers/mine/"


@pytest.fixture
def team():
    return an_asking_team(name="Returns")


@pytest.fixture
def rani(team):
    return an_agent(team, available=True, name="Rani Puspita")


@pytest.fixture
def ticket(team, rani):
    [ticket] = waiting_in(team, subject="<i>Meja</i> retak")
    drain(team.pk)
    return ticket


@pytest.fixture
def bar(client, rani):
    client.force_login(rani)
    return lambda: client.get(MINE, headers=SCRIPT).content.decode()


def answer(client, ticket, what, **data):
    return client.post(reverse(f"offers:{what}", args=[offer_of(ticket).pk]), data, headers=SCRIPT)


def said(response):
    """In a toast: the next offer is not drawn over it."""
    return json.loads(response.headers["HX-Trigger"])["say"]


def why(client, ticket):
    return client.get(reverse("routing:why", args=[ticket.pk])).content.decode()


def test_whoever_is_asked_sees_it_above_every_page(client, ticket, bar):
    assert 'id="offers"' in client.get("/").content.decode()

    seen = bar()

    assert "Do you take this ticket?" in seen
    assert "&lt;i&gt;Meja&lt;/i&gt; retak" in seen
    assert "About to leave" in seen


def test_nobody_else_sees_or_answers_it(client, team, ticket):
    for who, code in [(an_agent(team), 404), (a_supervisor(team), 404), (an_auditor(), 403)]:
        client.force_login(who)
        assert "Do you take" not in client.get(MINE, headers=SCRIPT).content.decode()
        assert answer(client, ticket, "acceptance").status_code == code
        assert answer(client, ticket, "refusal", reason="busy").status_code == code

    assert holder(ticket) is None


def test_taking_it_leads_to_the_ticket(client, ticket, bar, rani):
    taken = answer(client, ticket, "acceptance")

    assert taken.headers["HX-Redirect"] == reverse("tickets:ticket", args=[ticket.pk])
    assert holder(ticket) == rani
    assert "Do you take" not in bar()


def test_turning_it_down_needs_a_reason_and_then_it_is_gone(client, ticket, bar):
    without = answer(client, ticket, "refusal")
    assert without.status_code == 409
    assert said(without)["words"] == "Choose why you do not take it."

    assert answer(client, ticket, "refusal", reason="busy").status_code == 200
    assert "Do you take" not in bar()


def test_who_is_too_late_is_told_so(client, ticket, bar):
    lets_it_pass(ticket)

    late = answer(client, ticket, "acceptance")

    assert late.status_code == 409
    assert said(late)["words"].startswith("Too late")
    assert said(late)["tone"] == "error", "it stays until it is put away"


def test_who_is_too_late_without_a_script_is_told_so_on_the_next_page(client, ticket, bar):
    lets_it_pass(ticket)
    client.force_login(offer_of(ticket).agent)

    page = client.post(reverse("offers:acceptance", args=[offer_of(ticket).pk]), follow=True)

    assert "Too late" in page.content.decode()


def test_it_is_gone_as_soon_as_somebody_else_takes_the_ticket(team, ticket, bar):
    claim(ticket, agent=an_agent(team))

    assert "Do you take" not in bar()


def test_who_is_in_no_team_that_asks_is_not_kept_busy_with_asking(client):
    client.force_login(an_agent(available=True))

    page = client.get("/").content.decode()

    assert 'hx-trigger="offers:changed from:document"' in page, "it looks once the socket says so, not before"
    assert "data-asked" not in page


def test_the_panel_says_who_is_asked(client, team, ticket):
    client.force_login(a_supervisor(team, language="en"))

    seen = why(client, ticket)

    assert "<b>Rani Puspita</b> is asked whether they take it" in seen
    assert "An agent is asked" not in seen


def test_the_panel_says_what_each_of_those_asked_said(client, team, ticket, rani):
    bagas = an_agent(team, available=True, name="Bagas Wibowo")
    declines(rani, ticket, "not_mine")
    drain(team.pk)
    assert asked(ticket) == bagas
    accepts(bagas, ticket)
    client.force_login(a_supervisor(team, language="en"))

    seen = why(client, ticket)

    assert "Was asked, and took it" in seen
    assert "turned it down: not the right one for it" in seen


def test_the_timeline_tells_who_did_not_take_it_and_who_did(team, ticket, rani):
    bagas = an_agent(team, available=True, name="Bagas Wibowo")
    declines(rani, ticket, "leaving")
    drain(team.pk)
    lets_it_pass(ticket)
    rina = an_agent(team, available=True, name="Rina Sari")
    drain(team.pk)
    accepts(rina, ticket)

    with translation.override("en"):
        said = [str(words) for words in told(ticket, viewer=bagas)]

    assert said[-3:] == [
        "Turned down by <b>Rani Puspita</b>: About to leave",
        "Offered to <b>you</b>, without an answer in time",
        "Accepted by <b>Rina Sari</b>",
    ]


def test_an_admin_sets_how_long_a_team_asks(client, team):
    client.force_login(an_admin())
    address = reverse("settings:team", args=[team.pk])
    team.refresh_from_db()
    said = {"name": team.name, "colour": 1, "is_active": "on", "version": team.version}

    refused = client.post(address, {**said, "offer_seconds": "5"})
    assert "at least 10 seconds" in refused.content.decode()

    client.post(address, {**said, "offer_seconds": "45"})
    team.refresh_from_db()
    assert team.offer_seconds == 45
