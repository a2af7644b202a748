from uuid import uuid4

import pytest

from tests.builders import a_channel, a_message, a_reply, a_ticket, an_agent, receives
from tests.tickets.views.asking import reply
from tests.tickets.views.conftest import FETCH
from tickets.models import Delivery, Draft, Message, Note

pytestmark = pytest.mark.django_db


def test_a_reply_goes_out_and_can_be_undone_for_ten_seconds(client, ticket, agent):
    answer = reply(client, ticket)

    message = Message.objects.get(direction="outbound")
    assert answer.status_code == 201
    assert answer.json() == {
        "message": message.pk,
        "undo_url": f"/tickets/{ticket.pk}/messages/{message.pk}/withdrawal/",
        "undo_seconds": 10,
    }
    assert message.text == "Kami kirim yang baru"
    assert message.agent == agent
    assert message.delivery.status == Delivery.Status.QUEUED


def test_the_undo_gives_the_text_back(client, ticket):
    undo = reply(client, ticket).json()["undo_url"]

    answer = client.post(undo, headers=FETCH)

    assert answer.json() == {"text": "Kami kirim yang baru", "version": 1, "files": [], "channel": None}
    assert Delivery.objects.get().status == Delivery.Status.WITHDRAWN
    assert Draft.objects.get().text == "Kami kirim yang baru"


def test_an_undo_that_comes_too_late_says_so(client, ticket):
    undo = reply(client, ticket).json()["undo_url"]
    Delivery.objects.update(attempts=1)

    answer = client.post(undo, headers=FETCH)

    assert answer.status_code == 400
    assert answer.json() == {"error": "Too late: it is already on its way."}


def test_the_same_click_twice_sends_once(client, ticket):
    key = uuid4()

    first, second = (reply(client, ticket, client_key=key) for _ in range(2))

    assert first.json() == second.json()
    assert Message.objects.filter(direction="outbound").count() == 1


def test_send_and_resolve_and_send_and_keep_open(client, ticket, team):
    other = a_ticket(team=team)

    reply(client, ticket, resolves="1")
    reply(client, other, keeps_open="1")

    ticket.refresh_from_db()
    other.refresh_from_db()
    assert (ticket.status, other.status) == ("resolved", "open")


def test_a_reply_that_crosses_a_message_is_not_sent_but_shows_it(client, ticket):
    seen = ticket.messages.get().pk
    receives(ticket, text="Sudah <b>ketemu</b> kak")

    answer = reply(client, ticket, seen_message_id=seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Sudah &lt;b&gt;ketemu&lt;/b&gt; kak" in page
    assert 'data-composer-do="send-anyway"' in page
    assert "Not sent" in page and "Your text is kept" in page
    assert not Message.objects.filter(direction="outbound").exists()


def test_it_is_sent_all_the_same_once_confirmed(client, ticket):
    seen = ticket.messages.get().pk
    a_message(ticket)

    assert reply(client, ticket, seen_message_id=seen, confirm="1").status_code == 201


def test_a_composer_that_does_not_say_what_it_has_seen_is_not_trusted(client, ticket):
    answer = reply(client, ticket, seen_message_id="")

    assert answer.status_code == 409


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_reply_is_refused_in_words(client, ticket, text):
    answer = reply(client, ticket, text=text)

    assert answer.status_code == 422
    assert answer.json() == {"error": "Write something first."}


def test_without_a_script_a_refused_reply_comes_back_with_its_text(client, ticket):
    too_long = "x" * 100_001

    page = reply(client, ticket, text=too_long, script=False)

    assert page.status_code == 422
    assert "This is too long" in page.content.decode()
    assert too_long in page.content.decode()


def test_without_a_script_a_crossed_reply_comes_back_with_both(client, ticket):
    seen = ticket.messages.get().pk
    receives(ticket, text="Sudah ketemu kak")

    page = reply(client, ticket, seen_message_id=seen, script=False)

    assert page.status_code == 409
    assert "Sudah ketemu kak" in page.content.decode()
    assert "Kami kirim yang baru</textarea>" in page.content.decode()


def test_without_a_script_a_reply_leads_back_to_the_ticket(client, ticket):
    answer = reply(client, ticket, script=False)

    assert answer.status_code == 302
    assert answer.url == f"/tickets/{ticket.pk}/"


@pytest.mark.parametrize("key", ["", "no-key", "<script>"])
def test_a_reply_needs_a_key_that_is_one(client, ticket, key):
    assert reply(client, ticket, client_key=key).status_code == 422


def test_only_what_the_form_knows_is_taken_from_it(client, ticket, agent):
    other = an_agent()

    reply(client, ticket, agent=other.pk, direction="inbound", customer=999, author_kind="customer")

    message = Message.objects.latest("pk")
    assert (message.agent, message.direction, message.ticket) == (agent, "outbound", ticket)


def test_a_reply_to_addresses_the_agent_chose(client, ticket):
    reply(client, ticket, to="Rina Wijaya <rina@example.com>; budi@example.com", cc="")

    to = Message.objects.latest("pk").recipients["to"]
    assert to == [["Rina Wijaya", "rina@example.com"], ["", "budi@example.com"]]


def test_an_address_that_is_none_is_named(client, ticket):
    answer = reply(client, ticket, to="rina at example")

    assert answer.status_code == 422
    assert "rina" in answer.json()["error"]


def test_a_note_is_kept_for_colleagues(client, ticket, agent):
    answer = client.post(
        f"/tickets/{ticket.pk}/notes/", {"text": "Cek gudang", "client_key": uuid4()}, headers=FETCH
    )

    assert answer.status_code == 201
    assert Note.objects.get().text == "Cek gudang"
    assert not Message.objects.filter(direction="outbound").exists()


def test_a_long_note_is_refused_and_an_empty_one_too(client, ticket):
    for text in ("", "x" * 100_001):
        answer = client.post(
            f"/tickets/{ticket.pk}/notes/", {"text": text, "client_key": uuid4()}, headers=FETCH
        )
        assert answer.status_code == 422
        assert answer.json()["error"]


def test_a_note_cannot_be_sent_by_any_channel(client, team):
    ticket = a_ticket(team=team, channel=a_channel(team=team))
    marker = "INTERNAL-7c1d"
    client.post(f"/tickets/{ticket.pk}/notes/", {"text": marker, "client_key": uuid4()}, headers=FETCH)
    a_reply(ticket)

    assert not Message.objects.filter(text__contains=marker).exists()
    assert not Delivery.objects.filter(message__quoted__contains=marker).exists()
