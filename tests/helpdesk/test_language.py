"""Which language somebody writes, and what is written to them because of it."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from helpdesk.lib.language import told_by
from tests.channels_in.mail.corpus import corpora
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tickets.models import Message


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Halo kak, paket saya kok belum sampai ya?", "id"),
        ("gmn nih brg blm dikirim jg", "id"),
        ("Where is the parcel that I ordered last week?", "en"),
        ("i wanna change my address pls", "en"),
        ("Pesanan saya belum datang juga, can you please check the delivery for me?", "mixed"),
        ("", ""),
        ("4711 ???", ""),
        ("👍👍", ""),
    ],
)
def test_the_language_of_a_text_is_told(text, language):
    assert told_by(text).language == language


def test_who_mixes_is_answered_in_indonesian():
    told = told_by("Pesanan saya belum datang juga, can you please check the delivery for me?")

    assert told.to_answer_in == "id"


def test_a_text_without_end_costs_no_more_than_its_beginning():
    assert told_by("belum " * 1_000_000).words <= 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("known", "text", "language"),
    [
        ("en", "Halo kak, paket saya kok belum sampai ya?", "id"),  # a sentence says more than a profile
        ("en", "Belum sampai", "en"),  # two words say less
        ("", "Belum sampai", "id"),
        ("", "4711", ""),
    ],
)
def test_a_ticket_is_answered_in_the_language_it_was_written_in(known, text, language):
    mailbox = a_mailbox()
    first = arrives(mailbox, a_mail(mailbox.address, text="4711", subject="1")).message
    first.customer.language = known
    first.customer.save()

    message = arrives(mailbox, a_mail(mailbox.address, text=text, subject="2")).message

    assert message.ticket.language == language


@pytest.mark.django_db
def test_the_acknowledgement_follows_what_was_written_and_not_the_channel():
    mailbox = a_mailbox(channel={"acknowledges": True, "language": "en"})

    arrives(mailbox, a_mail(mailbox.address, text="Halo kak, paket saya kok belum sampai ya?"))

    assert "Terima kasih" in Message.objects.get(direction="outbound").text


@pytest.mark.skipif(corpora() is None, reason="ALUR_CORPORA does not name the corpora")
def test_on_texts_that_nobody_here_wrote_it_is_right_as_often_as_promised(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("evaluate", "language")

    figures = json.loads(capsys.readouterr().out)["figures"]
    assert ended.value.code == 0
    assert figures["long"] >= 0.98
    assert figures["short"] >= 0.92


def test_an_evaluation_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="no evaluation poetry"):
        call_command("evaluate", "poetry")


def test_without_the_texts_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.delenv("ALUR_CORPORA", raising=False)

    with pytest.raises(CommandError, match="ALUR_CORPORA"):
        call_command("evaluate", "language")
