"""A large mail over a slow line arrives; one that breaks off half way has certainly not gone out."""

from __future__ import annotations

import time

import pytest

from channels_in.mail import smtp_client
from tests.builders import a_reply, an_admin
from tests.channels_in.delivery.provider import sends_through
from tests.channels_in.delivery.stubborn import StubbornServer, stubborn_server
from tests.channels_in.mails import a_mail, a_mailbox, arrives, hurry, send_due
from tickets.actions.attach import attach
from tickets.models import Delivery, Draft, Message

pytestmark = pytest.mark.django_db(transaction=True)


def a_large_answer(server: StubbornServer) -> Message:
    """Several blocks of it."""
    mailbox = a_mailbox(options=sends_through(server.port))
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    agent = an_admin()
    attach(ticket, agent=agent, kind=Draft.Kind.REPLY, name="long.txt", chunks=[b"long words\n" * 60_000])
    return a_reply(ticket, agent=agent, attachments_of_draft=Draft.objects.get())


def test_a_large_mail_may_take_longer_than_one_answer(monkeypatch):
    monkeypatch.setattr(smtp_client, "ACCEPT_SECONDS", 0.5)
    with stubborn_server(reads=lambda heard: time.sleep(0.03)) as server:
        a_large_answer(server)
        began = time.monotonic()
        send_due()

    assert time.monotonic() - began > 1
    assert Delivery.objects.get().status == "sent"
    assert len(server.taken) == 1


@pytest.mark.parametrize("patience", ["BLOCK_SECONDS", "CONTENT_SECONDS"])
def test_a_line_that_stops_half_way_leaves_no_doubt_and_the_mail_is_tried_again(monkeypatch, patience):
    monkeypatch.setattr(smtp_client, patience, 0.3)
    slow = {"BLOCK_SECONDS": 5, "CONTENT_SECONDS": 0.1}[patience]
    with stubborn_server(reads=lambda heard: time.sleep(slow if heard > 100_000 else 0)) as server:
        a_large_answer(server)
        send_due()
        delivery = Delivery.objects.get()
        assert (delivery.status, delivery.state, delivery.reason) == ("queued", "pending", "timeout")

        server.reads = lambda heard: None
        hurry(delivery)
        send_due()

    assert Delivery.objects.get().status == "sent"


def test_a_line_that_breaks_half_way_leaves_no_doubt():
    def give_up(heard: int) -> None:
        if heard > 100_000:
            raise OSError("gone")

    with stubborn_server(reads=give_up) as server:
        a_large_answer(server)
        send_due()

    assert Delivery.objects.get().status == "queued"
    assert server.taken == []
