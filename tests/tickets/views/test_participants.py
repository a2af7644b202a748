"""Who besides the customer gets our replies, and that nobody does by one click too many."""

import json
from uuid import uuid4

import pytest

from events.models import Event
from tests.builders import a_channel, a_reply, a_ticket
from tests.tickets.views.conftest import FETCH, SCRIPT
from tickets.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(team):
    return a_ticket(team=team, participants=[("Budi", "budi@example.test")])


@pytest.fixture
def budi(ticket):
    return ticket.participants.get()


def said_in(answer):
    return json.loads(answer.headers["HX-Trigger"])["say"]


def test_who_was_added_by_mistake_is_left_out_by_the_undo(client, ticket, budi):
    added = said_in(client.post(f"/tickets/{ticket.pk}/participants/{budi.pk}/", headers=SCRIPT))

    left_out = said_in(client.post(added["undo"], headers=SCRIPT))

    assert left_out["words"] == "Replies no longer go to budi@example.test"
    assert "cc" not in a_reply(ticket).recipients
    client.post(left_out["undo"], headers=SCRIPT)
    assert a_reply(ticket).recipients["cc"] == [["Budi", "budi@example.test"]]


def test_and_later_by_the_button_beside_the_name(client, ticket, budi):
    out = f"/tickets/{ticket.pk}/participants/{budi.pk}/removal/"
    side = f"/tickets/{ticket.pk}/side/"
    assert out not in client.get(side).content.decode()
    client.post(f"/tickets/{ticket.pk}/participants/{budi.pk}/", headers=SCRIPT)
    assert out in client.get(side).content.decode()

    client.post(out)

    assert out not in client.get(side).content.decode()
    assert "<b>budi@example.test</b>" in client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()


def test_who_was_not_added_need_not_be_left_out(client, ticket, budi):
    answer = client.post(f"/tickets/{ticket.pk}/participants/{budi.pk}/removal/", headers=SCRIPT)

    assert not said_in(answer)["undo"]
    assert not Event.objects.filter(kind="participant.left_out").exists()


def test_where_a_reply_goes_to_the_customer_alone_no_other_is_taken(client, team):
    ticket = a_ticket(team=team, channel=a_channel(kind="api", team=team))
    form = {"text": "Kami kirim", "client_key": uuid4(), "confirm": "1", "to": "eve@example.test", "cc": ""}

    answer = client.post(f"/tickets/{ticket.pk}/replies/", form, headers=FETCH)

    assert answer.status_code == 422
    assert answer.json()["error"] == "On this channel a reply goes to the customer alone."
    assert not Message.objects.filter(direction="outbound").exists()
