"""A visitor is answered in the language of the page on which they wrote."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from channels_in.models import Receipt
from people.models import Customer
from tests.builders import a_customer
from tests.channels_in.form.visitor import a_form
from tests.channels_in.mails import a_mailbox, work
from tickets.models import Message, Ticket

KEY = "5f0c2b0a-6f3e-4a55-9d0f-0d3b0a1f2c3d"
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


def test_what_is_known_of_a_customer_already_stays_and_they_are_answered_as_they_wrote(client, db):
    a_customer(address="rina@people.example", language="en")

    writes(client, "id")

    assert Customer.objects.get().language == "en"
    assert Ticket.objects.get().language == "id"
    assert Message.objects.get(direction="outbound").text.startswith(WORDS["id"])


TYPED = {"name": "Rina", "email": "nobody yet", "subject": "Paket", "text": "Lima menit menulis"}


def test_the_other_language_keeps_what_was_typed_and_refuses_nothing_yet(client, form):
    answer = client.post(f"/forms/{form.token}/", {**TYPED, "key": KEY, "language": "id"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="id"' in page
    assert [words for words in (*TYPED.values(), KEY) if words not in page] == []
    assert 'role="alert"' not in page
    assert not Receipt.objects.exists()


def test_the_button_of_the_other_language_sends_the_form_without_its_files(client, form):
    page = client.get(f"/forms/{form.token}/", headers={"Accept-Language": "id"}).content.decode()

    [its_id] = re.findall(r'<form method="post" id="([^"]+)"', page)
    [button] = re.findall(r'<button[^>]* name="language"[^>]*>', page)
    assert f'form="{its_id}"' in button
    assert 'value="en"' in button
    assert 'formenctype="application/x-www-form-urlencoded"' in button


def test_the_other_language_is_that_of_what_follows(client, form):
    client.post(f"/forms/{form.token}/", {**TYPED, "language": "id"})

    assert '<html lang="id"' in client.get(f"/forms/{form.token}/").content.decode()
    assert '<html lang="id"' in client.post(f"/forms/{form.token}/", TYPED).content.decode()


@pytest.mark.parametrize(("chosen", "is_asked"), [("a.pdf", True), ("", False)])
def test_who_had_chosen_files_is_asked_for_them_again(client, form, chosen, is_asked):
    """The button sends their names alone: nobody uploads twenty megabytes to read another language."""
    page = client.post(f"/forms/{form.token}/", {**TYPED, "attachments": chosen, "language": "en"})

    assert ("Choose your files again" in page.content.decode()) is is_asked


@pytest.mark.parametrize("language", ["xx", "", "id-ID"])
def test_a_language_that_we_do_not_speak_changes_nothing(client, form, language):
    answer = client.post(f"/forms/{form.token}/", {**TYPED, "language": language})

    assert answer.status_code == 422
    assert '<html lang="en"' in answer.content.decode()
