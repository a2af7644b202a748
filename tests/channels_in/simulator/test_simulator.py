"""Being a customer in the demo: real mails to the real listener, and the answers by real mail."""

from __future__ import annotations

import re

import pytest

from channels_in.models import Connection
from channels_in.simulator import entrances, sink_place
from channels_in.simulator import mailbox as simulated
from channels_in.simulator.sink import SimulatorSink
from channels_in.simulator.sink_place import Place
from tests.builders import a_reply, an_agent
from tests.channels_in.mails import a_mailbox, a_server, send_due, the_front_door, work
from tickets.models import Delivery, Message, Ticket

RINA = "rina@people.example"


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.DATA_DIR = tmp_path
    with the_front_door() as port, a_server(SimulatorSink()) as sink:
        settings.SMTP_PORT = port
        sink_place.remember(Place("127.0.0.1", sink))
        yield settings


@pytest.fixture
def mailbox(transactional_db) -> Connection:
    return a_mailbox("help@ours.example")


@pytest.fixture
def visitor(client):
    client.force_login(an_agent())
    return client


def write(visitor, mailbox: Connection, **fields: str):
    return visitor.post(
        "/simulator/mails/",
        {
            "sender": RINA,
            "name": "Rina",
            "to": mailbox.address,
            "subject": "Paket",
            "text": "Di mana?",
            **fields,
        },
    )


def test_a_mail_becomes_a_ticket_and_its_answer_arrives_in_the_mailbox(mailbox, visitor, demo):
    place = write(visitor, mailbox)["Location"]
    work()
    a_reply(Ticket.objects.get(), text="Sedang **dikirim**.")
    send_due()

    page = visitor.get(place).content.decode()
    assert Message.objects.filter(direction="inbound").get().text == "Di mana?"
    assert Delivery.objects.get().status == "sent"
    assert "Sedang dikirim." in page


def test_what_the_customer_answers_comes_back_to_the_ticket(mailbox, visitor, demo):
    place = write(visitor, mailbox)["Location"]
    work()
    a_reply(Ticket.objects.get(), text="Sedang dikirim.")
    send_due()
    thread = re.search(r'name="thread" value="([^"]+)"', visitor.get(place).content.decode())[1]

    write(visitor, mailbox, thread=thread, text="Terima kasih!")
    work()

    ticket = Ticket.objects.get()
    assert [message.text for message in ticket.messages.order_by("pk")][-1] == "Terima kasih!"
    assert ticket.messages.last().quoted
    assert visitor.get(place).content.decode().count("<article") == 3


def test_mailboxes_of_two_customers_do_not_mix(mailbox, visitor, demo):
    write(visitor, mailbox)
    write(visitor, mailbox, sender="budi@people.example", text="Halo")

    assert "Di mana?" not in visitor.get("/simulator/?as=budi@people.example").content.decode()


def test_what_our_server_refuses_is_said_and_what_was_typed_stays(mailbox, visitor, demo):
    other = a_mailbox("gone@ours.example")
    answer_form = {"to": other.address, "text": "A long story"}
    Connection.objects.filter(pk=other.pk).update(address="moved@ours.example")
    stale = write(visitor, mailbox, **answer_form)
    demo.SMTP_PORT = 1
    refused = write(visitor, mailbox, text="Another story")

    assert stale.status_code == 422
    assert "A long story" in stale.content.decode()
    assert refused.status_code == 502
    assert "Another story" in refused.content.decode()


def test_nobody_writes_as_ourselves(mailbox, visitor, demo):
    assert write(visitor, mailbox, sender="help@ours.example").status_code == 422


def test_an_address_cannot_lead_out_of_the_folder(mailbox, visitor, demo, tmp_path):
    simulated.keep(b"Subject: x\r\n\r\nx", owner="../../../etc/passwd", is_ours=False)

    assert {path.parent.parent for path in tmp_path.rglob("*.eml")} == {tmp_path / "simulator" / "boxes"}


@pytest.mark.parametrize("path", ["/simulator/", "/simulator/mail/"])
def test_outside_the_demo_there_is_no_simulator(mailbox, visitor, settings, path):
    settings.DEMO = False

    assert visitor.get(path).status_code == 404
    assert write(visitor, mailbox).status_code == 404


def test_the_page_speaks_both_languages(mailbox, visitor, demo):
    for language, word in (("en", "A new mail"), ("id", 'lang="id"')):
        agent = an_agent(language=language)
        visitor.force_login(agent)
        assert word in visitor.get("/simulator/").content.decode()


def test_a_mailbox_of_any_address_is_shown_among_the_others(mailbox, visitor, demo):
    long = f"a{'é' * 60}"
    for owner in (f"{long}1@people.example", f"{long}2@people.example"):
        simulated.keep(f"Subject: for {owner[-16]}\r\n\r\nx".encode(), owner=owner, is_ours=False)

    page = visitor.get("/simulator/", {"as": f"{long}1@people.example"})

    assert page.status_code == 200
    assert set(simulated.owners()) == {f"{long}1@people.example", f"{long}2@people.example"}
    assert len(list(simulated.mails_of(f"{long}2@people.example"))) == 1


def test_an_address_that_is_none_breaks_no_page(mailbox, visitor, demo):
    for strange in ("\0", "rina\0@people.example", "\ud800", "x" * 5000):
        assert visitor.get("/simulator/", {"as": strange.encode("utf-8", "surrogatepass")}).status_code == 200


def test_every_channel_with_an_entrance_is_one_click_away(mailbox, visitor, demo):
    page = visitor.get("/simulator/").content.decode()
    kinds = {one.kind for one in entrances.ENTRANCES}

    assert len(kinds) == len(entrances.ENTRANCES)
    assert [one["kind"] for one in entrances.shown("mail")] == ["mail"]  # no other channel is there
    assert "sim-doors" not in page
