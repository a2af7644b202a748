"""A visitor is answered in the language of the page on which they wrote."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from people.models import Customer
from tests.builders import a_customer
from tests.channels_in.form.visitor import a_form
from tests.channels_in.mails import a_mailbox, work
from tickets.models import Message, Ticket

WORDS = {"en": "Thank you for writing to us.", "id": "Terima kasih sudah menghubungi kami."}


def writes(client: Client, language: str) -> None:
    cache.clear()
    a_mailbox("help@ours.example")
    form = a_form(channel={"acknowledges": True})
    filled = {"name": "Rina", "email": "rina@people.example", "text": "Belum sampai"}
    client.post(f"/forms/{form.token}/", filled, headers={"Accept-Language": language})
    work()


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_visitor_hears_in_their_own_language_that_their_message_arrived(client, db, language):
    writes(client, language)

    [answer] = Message.objects.filter(direction="outbound")
    assert Ticket.objects.get().language == language
    assert answer.text.startswith(WORDS[language])


def test_what_is_known_of_a_customer_already_stays(client, db):
    a_customer(address="rina@people.example", language="en")

    writes(client, "id")

    assert Customer.objects.get().language == "en"
