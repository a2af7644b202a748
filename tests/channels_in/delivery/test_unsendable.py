"""What cannot be sent now or next time says why, in the reader's language and not in ours."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.channels_in.delivery.provider import an_answer, sends_through
from tests.channels_in.delivery.stubborn import stubborn_server
from tests.channels_in.mails import a_mailbox, send_due
from tickets.delivery_reasons import words_for
from tickets.models import Delivery, Message

pytestmark = pytest.mark.django_db(transaction=True)


def outcome() -> tuple[str, str, str]:
    [delivery] = Delivery.objects.all()
    return delivery.status, delivery.reason, delivery.detail


def an_answer_to(port: int, *recipients: list[str]) -> None:
    message = an_answer(a_mailbox(options=sends_through(port)))
    Message.objects.filter(pk=message.pk).update(recipients={"to": list(recipients)})


def test_an_address_that_our_server_cannot_take():
    with stubborn_server() as server:
        an_answer_to(server.port, ["", "rína@people.example"])
        send_due()

    assert outcome() == ("failed", "address_unsupported", "")


def test_an_address_beyond_ascii_at_a_server_that_takes_it(provider, port):
    an_answer_to(port, ["Rína", "rína@people.example"])

    send_due()

    [(_, recipients, _)] = provider.taken
    [mail] = provider.mails
    assert (outcome()[0], recipients) == ("sent", ["rína@people.example"])
    assert mail["To"] == "Rína <rína@people.example>"


def test_a_message_for_nobody():
    with stubborn_server() as server:
        an_answer_to(server.port)
        send_due()

    assert outcome() == ("failed", "no_recipient", "")
    with translation.override("id"):
        assert words_for("no_recipient") == "Pesan tidak memiliki penerima."
