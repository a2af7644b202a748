"""The list for a page that missed too much to ask for its rows by name."""

import re

import pytest

from tests.builders import a_customer, a_team, a_ticket, an_agent

pytestmark = pytest.mark.django_db


def rows_in(response):
    return [int(pk) for pk in re.findall(r'id="t-(\d+)"', response.content.decode())]


def test_without_names_the_first_page_is_answered_and_the_way_to_the_next(sign_in):
    team, customer = a_team(), a_customer()
    tickets = [a_ticket(team=team, customer=customer) for _ in range(41)]

    answer = sign_in(an_agent(team)).get("/tickets/rows/?order=oldest")

    assert rows_in(answer) == [ticket.pk for ticket in tickets[:40]]
    assert "after=" in answer.content.decode()


def test_of_a_queue_that_is_theirs_no_more_nothing_is_answered(sign_in):
    ticket = a_ticket(team=a_team())

    answer = sign_in(an_agent(a_team())).get(f"/tickets/rows/?view=team-{ticket.team_id}")

    assert answer.status_code == 200
    assert rows_in(answer) == []
