import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from tests.builders import a_note, a_reply, a_team, a_ticket, an_admin, an_agent, an_auditor
from tests.tickets.views.conftest import SCRIPT
from tickets.actions.follow import follow
from tickets.actions.resolve import resolve
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_the_page_shows_what_was_said_noted_and_done(client, team, agent):
    ticket = a_ticket(team=team, text="Permukaannya retak")
    a_note(ticket, agent=agent, text="Stok ada **dua**")
    a_reply(ticket, agent=agent, text="Kami kirim yang baru")

    page = client.get(f"/tickets/{ticket.pk}/").content.decode()

    assert "Permukaannya retak" in page
    assert "Stok ada <strong>dua</strong>" in page
    assert "Kami kirim yang baru" in page
    assert "On its way" in page


def test_only_names_that_were_found_in_a_note_stand_out(client, team, agent):
    an_agent(team, name="Dewi O'Brien <x>")
    ticket = a_ticket(team=team)
    a_note(ticket, agent=agent, text="@Dewi o'brien <x>, not @everyone & not @you, **@dewi**")

    page = client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()

    assert re.findall('<span class="at">(.*?)</span>', page) == [
        "@Dewi o&#x27;brien &lt;x&gt;",
        "@dewi",
    ]
    assert "not @everyone &amp; not @you" in page


@pytest.mark.parametrize("view", ["team-{foreign}", "open", "team"])
def test_a_link_from_somebody_elses_list_opens_beside_the_usual_one(client, team, view):
    ticket, other = a_ticket(team=team), a_ticket(team=team)

    answer = client.get(f"/tickets/{ticket.pk}/?view={view.format(foreign=a_team().pk)}")

    assert answer.status_code == 200
    assert f'href="/tickets/{other.pk}/"' in answer.content.decode()


@pytest.mark.parametrize("part", ["", "head/", "timeline/", "facts/", "side/", "assignees/"])
def test_a_ticket_of_another_team_does_not_exist(client, part):
    ticket = a_ticket(team=a_team())

    assert client.get(f"/tickets/{ticket.pk}/{part}").status_code == 404


@pytest.mark.parametrize("ticket_id", [0, 2**63, 10**30])
def test_a_number_that_no_ticket_has_is_a_404(client, ticket_id):
    assert client.get(f"/tickets/{ticket_id}/").status_code == 404


def test_looking_writes_nothing(client, team, django_assert_num_queries):
    ticket = a_ticket(team=team)

    client.get(f"/tickets/{ticket.pk}/")

    ticket.refresh_from_db()
    assert ticket.unseen == 1


@pytest.mark.parametrize("messages", [20, 500])
def test_the_page_costs_twelve_queries_for_20_and_for_500_messages(
    client, team, agent, messages, django_assert_max_num_queries
):
    ticket = a_ticket(team=team, assignee=agent)
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            ticket=ticket,
            channel=ticket.channel,
            direction="inbound",
            author_kind="customer",
            customer=ticket.customer,
            text=f"Message {n}",
            sent_at=now,
            created_at=now + timedelta(seconds=n),
        )
        for n in range(messages)
    )
    a_note(ticket, agent=agent)
    client.get(f"/tickets/{ticket.pk}/")

    with django_assert_max_num_queries(12):
        client.get(f"/tickets/{ticket.pk}/")


def test_a_script_that_has_the_list_gets_the_ticket_alone(client, team):
    ticket = a_ticket(team=team)

    opened = client.get(f"/tickets/{ticket.pk}/", headers=SCRIPT).content.decode()

    assert "<html" not in opened
    assert 'id="thread"' in opened
    assert 'id="side"' in opened
    assert "<title>" in opened


def test_an_auditor_reads_everything_and_finds_no_button(sign_in):
    ticket = a_ticket(team=a_team())
    client = sign_in(an_auditor())

    page = client.get(f"/tickets/{ticket.pk}/").content.decode()
    side = client.get(f"/tickets/{ticket.pk}/side/").content.decode()

    assert "Where is my parcel?" in page
    assert f"/tickets/{ticket.pk}/replies/" not in page
    assert "<form" not in side


def test_a_follow_up_names_what_it_follows(sign_in):
    first = a_ticket()
    second = a_ticket()
    type(second).objects.filter(pk=second.pk).update(follows=first)

    side = sign_in(an_admin(language="en")).get(f"/tickets/{second.pk}/side/").content.decode()

    assert f'href="/tickets/{first.pk}/"' in side


def test_a_closed_ticket_cannot_be_answered_and_says_so(client, team):
    ticket = a_ticket(team=team)
    resolve(ticket, by=actors.SYSTEM)
    type(ticket).objects.filter(pk=ticket.pk).update(status="closed", closed_at=timezone.now())

    page = client.get(f"/tickets/{ticket.pk}/").content.decode()

    assert "This ticket is closed." in page
    assert 'id="composer-text"' not in page


def test_a_followed_ticket_offers_to_stop(client):
    ticket = a_ticket(team=a_team())
    follow(ticket, agent=client.session and _agent_of(client))

    assert "Stop following" in client.get(f"/tickets/{ticket.pk}/").content.decode()


def _agent_of(client):
    from people.models import Agent

    return Agent.objects.get(pk=client.session["_auth_user_id"])


def test_the_page_speaks_the_agents_language_whatever_the_browser_says(sign_in, team):
    ticket = a_ticket(team=team)
    client = sign_in(an_agent(team, language="id"))

    page = client.get(f"/tickets/{ticket.pk}/", headers={"Accept-Language": "en"})

    assert page.headers["Content-Language"] == "id"
    assert '<html lang="id"' in page.content.decode()


def test_times_are_the_agents_own(sign_in, team):
    at = timezone.now().replace(hour=1, minute=30)
    ticket = a_ticket(team=team, at=at)

    jakarta = sign_in(an_agent(team, time_zone="Asia/Jakarta")).get(f"/tickets/{ticket.pk}/timeline/")
    makassar = sign_in(an_agent(team, time_zone="Asia/Makassar")).get(f"/tickets/{ticket.pk}/timeline/")

    assert ">08.30</time>" in jakarta.content.decode()
    assert ">09.30</time>" in makassar.content.decode()
