"""The page of the board: what stands on it, whom it is for, and where its numbers lead."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from tests.builders import a_policy, a_reply, a_team, a_ticket, an_admin, an_agent, an_auditor, work_off
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

NUMBER = re.compile(r'<a href="(/\?view=[^"]+)"[^>]*>(\d+)</a>')
LOAD = re.compile(r'<a class="num fs12" href="(/\?view=agent[^"]+)"[^>]*>(\d+) of \d+')


def ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


@pytest.fixture
def company(team, rani):
    """An hour for each first answer: late, nearly late, with time; some with nobody, some with somebody."""
    a_policy(minutes={"first_response": 60})
    other = a_team(name="Elsewhere")
    for minutes in (90, 70, 40, 35, 5):
        a_ticket(team=team, at=ago(minutes))
    for minutes in (80, 45):
        a_ticket(team=team, assignee=rani, at=ago(minutes))
    a_ticket(team=other, assignee=an_agent(other), at=ago(90))
    a_ticket(at=ago(75))
    answered = a_ticket(team=team, assignee=rani, at=ago(30))
    too_late = a_ticket(team=team, assignee=rani, at=ago(61))
    work_off()
    for ticket in (answered, too_late):
        a_reply(Ticket.objects.get(pk=ticket.pk), agent=rani)
    work_off()
    cache.clear()


@pytest.fixture
def read(client, dimas):
    client.force_login(dimas)

    def page(name="show", **query):
        answer = client.get(reverse(f"board:{name}"), query)
        assert answer.status_code == 200
        return " ".join(unescape(answer.content.decode()).split())

    return page


def shown(client, address):
    return client.get(address).content.decode().count("data-ticket=")


def test_every_number_is_the_length_of_the_list_behind_it(client, read, company):
    page = read()

    links = [*NUMBER.findall(page), *LOAD.findall(page)]
    assert len(links) == 3 + 3 * 2 + 1  # above, of a team and of what has none, and what Rani has
    for address, number in links:
        assert shown(client, address) == int(number), address


def test_the_numbers_are_those_of_ones_own_teams_and_of_what_has_none(read, company):
    page = read()

    assert [int(number) for _, number in NUMBER.findall(page)[:3]] == [6, 3, 4]
    assert "50%" in page
    assert "1 of 2 today" in page
    assert "Elsewhere" not in page


def test_one_team_is_shown_alone(read, company, team):
    assert [int(number) for _, number in NUMBER.findall(read(team=team.pk))[:3]] == [5, 3, 3]
    assert [int(number) for _, number in NUMBER.findall(read(team="none"))[:3]] == [1, 0, 1]


@pytest.mark.parametrize("query", ["?team={other}", "?team=nobody", "?team=99999999", "?team=-1"])
def test_the_board_of_a_team_that_one_does_not_lead_does_not_exist(client, dimas, company, query):
    other = a_team()
    client.force_login(dimas)

    for name in ("show", "wall", "oldest", "answers"):
        address = reverse(f"board:{name}") + query.format(other=other.pk)
        assert client.get(address).status_code == 404


def test_agents_have_no_board_and_no_entry_for_it(client, rani):
    client.force_login(rani)

    assert client.get(reverse("board:show")).status_code == 403
    assert 'href="/board/"' not in client.get("/").content.decode()


def test_an_auditor_looks_and_steps_in_nowhere(client, company):
    client.force_login(an_auditor(language="en"))
    page = client.get(reverse("board:show")).content.decode()

    assert "data-row" in page
    assert "data-does" not in page


def test_the_oldest_wait_leads_to_its_ticket(client, dimas, company, team):
    client.force_login(dimas)
    longest = Ticket.objects.filter(team=team, assignee=None).order_by("waiting_since").first()

    answer = client.get(reverse("board:oldest"), {"team": team.pk})

    assert answer.headers["Location"].startswith(f"/tickets/{longest.pk}/?view=team-{team.pk}")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_where_nobody_waits_the_oldest_wait_leads_to_the_empty_queue(client, dimas):
    client.force_login(dimas)

    assert client.get(reverse("board:oldest")).headers["Location"] == "/?view=teams&part=unassigned"


def test_the_service_level_leads_to_the_answers_that_it_counts(read, company):
    assert read("answers").count("<tr><td") == 2
    assert read("answers", only="late").count("<tr><td") == 1
    assert read("answers", only="in_time").count("<tr><td") == 1


def test_a_row_says_how_far_it_has_come_and_what_comes_next(client, company):
    client.force_login(an_admin(language="en"))
    page = unescape(client.get(reverse("board:show")).content.decode())

    assert "1 of 2 steps reached. Next: past due" in page
    assert "2 of 2 steps reached" in page


def test_a_wall_shows_numbers_and_agents_and_nothing_of_customers(read, company):
    page = read("wall")

    assert [int(number) for _, number in NUMBER.findall(page)[:3]] == [6, 3, 4]
    assert "Rani Puspita" in page
    assert "Rina Wijaya" not in page
    assert "Paket belum sampai" not in page
    assert 'id="offers"' in read("show")
    assert 'id="offers"' not in page and 'id="calls"' not in page  # they would name customers


def test_an_empty_board_says_so(read):
    page = read()

    assert "Nothing runs out within half an hour" in page
    assert "none owed yet today" in page


def test_a_colleague_of_no_common_team_has_no_list(client, dimas, rani):
    client.force_login(dimas)

    assert client.get(f"/?view=agent-{rani.pk}").status_code == 200
    assert client.get(f"/?view=agent-{an_agent(a_team()).pk}").status_code == 404
    assert client.get("/?view=agent").status_code == 400
