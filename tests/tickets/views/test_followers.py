import pytest

from events import actors
from tests.builders import a_reply, a_ticket, an_admin, an_agent, receives
from tests.tickets.views.asking import post
from tests.tickets.views.conftest import FETCH, SCRIPT
from tickets.actions.note import add_note
from tickets.models import Participant

pytestmark = pytest.mark.django_db


def test_looking_at_it_for_a_moment_marks_it_seen(client, ticket):
    assert client.post(f"/tickets/{ticket.pk}/seen/", headers=FETCH).status_code == 204

    ticket.refresh_from_db()
    assert ticket.unseen == 0


def test_following_and_no_longer(sign_in, ticket):
    admin = an_admin()
    client = sign_in(admin)

    post(client, ticket, "following")
    assert ticket.followers.get().agent == admin

    post(client, ticket, "following", _method="delete")
    assert not ticket.followers.exists()


def test_who_is_mentioned_may_look_and_leaves_by_unfollowing(sign_in, ticket, agent):
    outsider = an_agent(name="Sari Dewi")
    add_note(
        ticket,
        text="@Sari Dewi tolong",
        by=actors.agent(agent),
        agent=agent,
        client_key="6a6a1b0e-5d0c-4d3f-9a51-2f1e1a3f0002",
    )
    client = sign_in(outsider)
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 200

    answer = post(client, ticket, "following", _method="delete")

    assert answer.headers["HX-Redirect"] == "/"
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 404


def test_somebody_else_on_the_thread_gets_replies_once_accepted(client, ticket, agent):
    receives(ticket, participants=[("Budi", "budi@example.com")])
    one = Participant.objects.get()

    client.post(f"/tickets/{ticket.pk}/participants/{one.pk}/", headers=SCRIPT)

    assert a_reply(ticket, agent=agent).recipients["cc"] == [["Budi", "budi@example.com"]]


def test_a_participant_of_another_ticket_does_not_exist_here(client, ticket, team):
    receives(a_ticket(team=team), participants=[("Budi", "budi@example.com")])

    answer = client.post(f"/tickets/{ticket.pk}/participants/{Participant.objects.get().pk}/", headers=SCRIPT)

    assert answer.status_code == 404
