"""Who leads moves many tickets: what somebody is being asked to take counts as theirs meanwhile."""

import re

import pytest
from django.urls import reverse

from routing.offers import drain
from tests.builders import a_supervisor, a_ticket, an_agent
from tests.routing.asking import asked
from tests.routing.waiting import waiting_in

pytestmark = pytest.mark.django_db

GIVEN = re.compile(r'name="pick" value="(\d+)\.\d+\.(\d+)\.\d+"')


@pytest.fixture
def preview(client, team):
    """`preview(what="queue")`: to whom each ticket would go, and the page."""

    def shown(**query):
        client.force_login(a_supervisor(team, language="en"))
        page = client.get(reverse("board:moving"), {"team": team.pk, **query}).content.decode()
        return {int(ticket): int(agent) for ticket, agent in GIVEN.findall(page)}, page

    return shown


@pytest.fixture
def full_of_asking(team):
    """Rani takes two, has one, and is asked whether she takes another one."""
    rani = an_agent(team, available=True, name="Rani", capacity=2)
    a_ticket(team=team, assignee=rani)
    [ticket] = waiting_in(team)
    drain(team.pk)
    assert asked(ticket) == rani
    return rani, ticket


def test_who_could_say_yes_to_another_one_is_given_no_more_than_they_take(team, full_of_asking, preview):
    away = an_agent(team, name="Sari")
    a_ticket(team=team, assignee=away)

    given, page = preview(what=f"agent-{away.pk}")

    assert given == {}
    assert "stays: nobody has room" in page


def test_loads_after_it_say_who_is_being_asked(team, full_of_asking, preview):
    rani, _ticket = full_of_asking
    away = an_agent(team, name="Sari")
    a_ticket(team=team, assignee=away)

    _given, page = preview(what=f"agent-{away.pk}", to=f"agent-{rani.pk}")

    [row] = re.findall(r'<tr><th scope="row">Rani.*?</tr>', page)
    assert "is being asked to take 1 more" in row
    assert 'class="n c-bad">2<' in row, "with a yes it is more than she takes"


def test_a_ticket_that_is_itself_moved_is_asked_about_no_more(team, full_of_asking, preview):
    rani, ticket = full_of_asking

    given, page = preview(what="queue")

    assert given == {ticket.pk: rani.pk}
    assert "is being asked to take" not in page


def test_loads_are_not_evened_out_onto_who_is_being_asked(team, preview):
    rani, bagas = (an_agent(team, available=True, name=name, capacity=9) for name in ("Rani", "Bagas"))
    for _ in range(2):
        a_ticket(team=team, assignee=bagas)
    [ticket] = waiting_in(team)
    drain(team.pk)
    assert asked(ticket) == rani

    given, _page = preview(what="balance")
    assert given == {}, "with a yes she has one and he two"
