"""The incidents of a problem, beside it and as a list: few queries and few bytes, however many there are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import actors
from tests.builders import a_channel, a_team, a_ticket
from tests.tickets.chats import a_chat
from tests.tickets.views.problems.announcing import many
from tickets.actions.link_problem import link_problem
from tickets.actions.resolve import resolve
from tickets.actions.transfer import transfer

pytestmark = pytest.mark.django_db


def an_incident(problem, team, **fields):
    ticket = a_ticket(team=team, **fields)
    link_problem(ticket, to=problem, by=actors.SYSTEM)
    return ticket


def panel(client, ticket):
    return client.get(f"/tickets/{ticket.pk}/problem/").content.decode()


def test_it_says_how_many_by_which_channels_and_who_still_waits(client, team, problem):
    an_incident(problem, team, subject="By mail")
    chat = a_chat("whatsapp", channel=a_channel(kind="whatsapp", team=team))
    transfer(chat, to=team, by=actors.SYSTEM)
    link_problem(chat, to=problem, by=actors.SYSTEM)
    done = an_incident(problem, team, subject="Already helped")
    resolve(done, by=actors.SYSTEM)

    html = panel(client, problem)

    assert "2 of 3 incidents are still open" in html
    assert re.findall(r'chi ch-(\w+)[^>]*>.{0,80}?</svg><span class="num">(\d)', html) == [
        ("mail", "2"),
        ("whatsapp", "1"),
    ]
    assert html.index("By mail") < html.index("Already helped")
    assert f"/?view=incidents-{problem.pk}" in html


def test_of_those_one_does_not_see_only_the_number_is_told(client, team, problem):
    an_incident(problem, team)
    an_incident(problem, a_team(), subject="Of somebody else")

    html = panel(client, problem)

    assert "2 of 2 incidents are still open" in html
    assert "1 more is of a team whose tickets you do not see" in html
    assert "Of somebody else" not in html


def test_the_list_shows_those_one_sees_done_or_not_and_nothing_else(client, team, problem):
    an_incident(problem, team, subject="By mail")
    resolve(an_incident(problem, team, subject="Already helped"), by=actors.SYSTEM)
    an_incident(problem, a_team(), subject="Of somebody else")
    a_ticket(team=team, subject="A sofa")

    html = client.get(f"/?view=incidents-{problem.pk}").content.decode()

    assert f"Incidents of NL-{problem.pk}" in html
    assert "By mail" in html
    assert "Already helped" in html
    assert "Of somebody else" not in html
    assert "A sofa" not in html


def test_a_list_of_what_one_does_not_see_is_none(client):
    hidden = a_ticket(team=a_team())

    assert client.get(f"/?view=incidents-{hidden.pk}").status_code == 404
    assert client.get("/?view=incidents").status_code == 400


def test_500_incidents_cost_what_five_do(client, team, problem):
    def cost(address):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            html = client.get(address).content
        return len(asked), len(html)

    ticket = f"/tickets/{problem.pk}"
    addresses = [f"{ticket}/side/", f"{ticket}/problem/", f"/?view=incidents-{problem.pk}"]
    many(problem, team, 45)
    few = [cost(address) for address in addresses]
    many(problem, team, 455)
    lots = [cost(address) for address in addresses]

    for (queries, size), (more_queries, more_size) in zip(few, lots, strict=True):
        assert more_queries <= queries
        assert more_size < size + 1000


def test_the_list_goes_on_page_by_page(client, team, problem):
    many(problem, team, 90)

    first = client.get(f"/tickets/rows/?view=incidents-{problem.pk}").content.decode()
    after = re.search(r"after=([^\"&]+)", first)[1]
    list_on = f"/?view=incidents-{problem.pk}&after={after}"
    second = client.get(list_on, headers={"HX-Request": "true"}).content

    assert first.count("<li id=") == 40
    assert second.count(b"<li id=") == 40
