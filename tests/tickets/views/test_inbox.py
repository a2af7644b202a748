import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.builders import a_team, a_ticket, an_admin, an_agent
from tests.tickets.views.conftest import SCRIPT
from tickets.lists import PAGE
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def rows_in(response):
    return [int(pk) for pk in re.findall(r'<li id="t-(\d+)"', response.content.decode())]


def test_a_stranger_is_sent_to_sign_in_and_back():
    an_admin()

    response = Client().get("/tickets/?view=mine")

    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/tickets/%3Fview%3Dmine"


def test_a_part_asked_for_by_script_without_a_session_is_a_401():
    an_admin()

    assert Client().get("/tickets/rows/?ids=1", headers=SCRIPT).status_code == 401


def test_the_inbox_shows_what_the_agent_sees(sign_in):
    team = a_team()
    mine, other = a_ticket(team=team, subject="Meja retak"), a_ticket(team=a_team(), subject="Rahasia")

    page = sign_in(an_agent(team)).get("/")

    assert rows_in(page) == [mine.pk]
    assert "Rahasia" not in page.content.decode()
    assert other.pk not in rows_in(page)


def test_a_row_has_its_six_facts(sign_in):
    team = a_team()
    agent = an_agent(team, name="Maya Hartanto", language="en")
    ticket = a_ticket(team=team, assignee=agent, subject="Meja retak", text="Permukaannya retak kak")
    Ticket.objects.filter(pk=ticket.pk).update(
        next_due_at=timezone.now() + timedelta(minutes=90), sla_state="ok", priority="urgent"
    )

    row = sign_in(agent).get("/tickets/?view=mine").content.decode().split('<li id="t-')[1].split("</li>")[0]

    for fact in ("Rina Wijaya", "Meja retak", "Permukaannya retak kak", "Urgent priority", "Maya Hartanto"):
        assert fact in row
    assert "1 unread" in row
    assert 'data-state="ok"' in row
    assert f'href="/tickets/{ticket.pk}/?view=mine"' in row


def test_markup_in_a_name_or_subject_is_text(sign_in):
    evil = "<script>alert(1)</script>"
    ticket = a_ticket(subject=evil, text=evil, from_name=evil)
    customer = ticket.customer
    customer.name = evil
    customer.save()

    for address in ("/", f"/tickets/{ticket.pk}/", f"/tickets/{ticket.pk}/side/"):
        assert "<script>alert" not in sign_in(an_admin()).get(address).content.decode()


def test_further_pages_follow_by_the_link_at_the_end(sign_in):
    team = a_team()
    for _ in range(PAGE + 3):
        a_ticket(team=team, channel=None)
    client = sign_in(an_agent(team))

    first = client.get("/")
    more = re.search(r'hx-get="(/tickets/\?[^"]*after=[^"]+)"', first.content.decode())[1]
    second = client.get(more.replace("&amp;", "&"), headers=SCRIPT)

    assert len(rows_in(first)) == PAGE
    assert len(rows_in(second)) == 3
    assert not set(rows_in(first)) & set(rows_in(second))
    assert "after=" not in second.content.decode()


def test_the_inbox_costs_eight_queries_however_many_tickets(sign_in, django_assert_max_num_queries):
    team = a_team()
    agent = an_agent(team, a_team())
    for _ in range(12):
        a_ticket(team=team, assignee=agent)
    client = sign_in(agent)

    with django_assert_max_num_queries(8):
        client.get("/")  # nothing kept yet
    with django_assert_max_num_queries(8):
        client.get("/")


def test_an_unknown_list_is_a_bad_request_and_a_foreign_queue_does_not_exist(sign_in):
    client = sign_in(an_agent(a_team()))

    assert client.get("/tickets/?view=secret").status_code == 400
    assert client.get(f"/tickets/?view=team-{a_team().pk}").status_code == 404


def test_an_empty_list_says_why_that_is_fine(sign_in):
    page = sign_in(an_agent(language="en")).get("/tickets/?view=mine").content.decode()

    assert "Nothing is yours right now" in page


def test_rows_answers_only_what_the_list_shows_now(sign_in):
    team = a_team()
    agent = an_agent(team)
    free, taken, foreign = a_ticket(team=team), a_ticket(team=team, assignee=agent), a_ticket(team=a_team())
    ids = f"{free.pk},{taken.pk},{foreign.pk},99999,x,9999999999999999999999"

    client = sign_in(agent)

    assert rows_in(client.get(f"/tickets/rows/?view=unassigned&ids={ids}")) == [free.pk]
    assert sorted(rows_in(client.get(f"/tickets/rows/?view=all&ids={ids}"))) == [free.pk, taken.pk]


def test_rows_cost_six_queries_at_most(sign_in, django_assert_max_num_queries):
    team = a_team()
    ids = ",".join(str(a_ticket(team=team).pk) for _ in range(10))
    client = sign_in(an_agent(team))

    with django_assert_max_num_queries(6):
        client.get(f"/tickets/rows/?ids={ids}")


def test_pages_come_out_when_nothing_can_be_kept(sign_in, settings):
    team = a_team()
    ticket = a_ticket(team=team)
    client = sign_in(an_agent(team))
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert rows_in(client.get("/")) == [ticket.pk]
    assert client.get("/tickets/counts/").status_code == 200


def test_counts_are_those_of_the_lists(sign_in):
    team = a_team()
    agent = an_agent(team)
    a_ticket(team=team, assignee=agent)
    a_ticket(team=team)
    a_ticket(team=a_team())

    told = sign_in(agent).get("/tickets/counts/").json()

    assert told["counts"]["all"] == 2
    assert told["counts"]["mine"] == 1
    assert told["counts"]["unassigned"] == 1
    assert told["counts"][f"team-{team.pk}"] == 2
    assert told["unread"] == 1
