"""Telling customers that their message arrived, without ever talking to a machine (F17, N7-N9)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from channels_in.acknowledgement import may_answer
from channels_in.mail.compose import compose
from channels_in.models import AutomaticMail, Connection
from events.actors import SYSTEM
from people.models import Company
from tests.builders import a_customer, a_reply, a_ticket, work_off
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tickets.actions.save_channel import create_channel
from tickets.models import Channel, Delivery, Message


@pytest.fixture
def mailbox(db) -> Connection:
    return an_answering_mailbox()


def an_answering_mailbox(**channel) -> Connection:
    return a_mailbox("help@ours.example", channel={"acknowledges": True, **channel})


def ours() -> list[Message]:
    return list(Message.objects.filter(direction="outbound"))


def test_a_first_message_is_acknowledged_with_its_number(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket

    [answer] = ours()
    assert answer.author_kind == "system"
    assert f"{Company.current().ticket_prefix}\\-{ticket.pk}" in answer.text
    assert answer.recipients == {"to": [["", "rina@people.example"]]}
    ticket.refresh_from_db()
    assert ticket.status == "new"
    assert Delivery.objects.get().status == "queued"


def test_a_second_message_on_the_ticket_is_not(mailbox):
    arrives(mailbox, a_mail(mailbox.address, message_id="<one@people.example>"))
    AutomaticMail.objects.update(last_at=timezone.now() - timedelta(hours=2))

    arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<one@people.example>", text="and?"))

    assert len(ours()) == 1


def test_who_has_an_answer_already_is_not_told_that_their_message_arrived(mailbox):
    ticket = a_ticket(channel=mailbox.channel)
    a_reply(ticket)

    work_off()

    assert [message.author_kind for message in ours()] == ["agent"]


def test_a_thousand_tickets_in_one_name_are_one_mail_an_hour(mailbox):
    """N7: somebody names a victim as the sender."""
    for n in range(10):
        arrives(mailbox, a_mail(mailbox.address, subject=f"Buy {n}", text=f"{n}"))
    assert len(ours()) == 1

    AutomaticMail.objects.update(last_at=timezone.now() - timedelta(minutes=61))
    arrives(mailbox, a_mail(mailbox.address, subject="later", text="later"))

    assert len(ours()) == 2


def test_nothing_of_what_the_sender_wrote_is_repeated(db):
    mailbox = an_answering_mailbox()
    written = {"en": "Dear {{ customer.name }}, about {{ ticket.subject }}: {{ company.name }}"}
    Channel.objects.update(acknowledgements=written)  # before such a text was refused

    arrives(mailbox, a_mail(mailbox.address, sender="CLICK-HERE <rina@people.example>", subject="CLICK-HERE"))

    assert "CLICK" not in ours()[0].text


def test_the_words_are_the_channels_in_its_language(db):
    mailbox = an_answering_mailbox(
        language="id", acknowledgements={"id": "Terima kasih, {{ ticket.number }}."}
    )

    arrives(mailbox, a_mail(mailbox.address))

    assert ours()[0].text.startswith("Terima kasih, ")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Precedence": "list"},
        {"List_Id": "<news.example>"},
        {"X_Auto_Response_Suppress": "All"},
        {"sender": "MAILER-DAEMON@mx.people.example"},
        {"sender": "no-reply@people.example"},
        {"sender": "news-bounces@people.example"},
        {"sender": "postmaster@people.example"},
        {"sender": "help@ours.example"},
    ],
)
def test_no_machine_is_ever_answered(mailbox, headers):
    """N8, N9."""
    arrives(mailbox, a_mail(mailbox.address, **headers))

    assert not ours()


def test_a_mail_without_a_sender_in_its_envelope_is_never_answered(mailbox):
    arrives(mailbox, a_mail(mailbox.address), sender="")

    assert not ours()


def test_auto_submitted_no_is_answered(mailbox):
    arrives(mailbox, a_mail(mailbox.address, Auto_Submitted="no"))

    assert len(ours()) == 1


def test_a_forged_sender_is_not_answered(db):
    mailbox = an_answering_mailbox()
    mailbox.options["authentication_servers"] = ["mx.ours.example"]
    mailbox.save(update_fields=["options"])

    arrives(mailbox, a_mail(mailbox.address, Authentication_Results="mx.ours.example; dmarc=fail"))

    assert not ours()


def test_two_machines_that_answer_everything_stop_at_once(mailbox):
    """An autoresponder that says of itself that it is none: our first answer gets one back, and that is
    the end.
    """
    arrives(mailbox, a_mail(mailbox.address, sender="robot@people.example"))
    for n in range(5):
        arrives(
            mailbox, a_mail(mailbox.address, sender="robot@people.example", subject=f"Re: {n}", text=f"{n}")
        )

    assert len(ours()) == 1


def test_a_channel_that_does_not_acknowledge_is_silent(db):
    mailbox = a_mailbox()

    arrives(mailbox, a_mail(mailbox.address))

    assert not ours()


def test_a_message_that_waited_for_days_is_answered_by_a_person_only(mailbox):
    message = arrives(mailbox, a_mail(mailbox.address)).message
    Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - timedelta(days=2))
    message.refresh_from_db()

    assert not may_answer(message, "rina@people.example")


def test_a_text_with_a_variable_that_nothing_fills_is_refused(db):
    with pytest.raises(ValidationError, match=r"\{\{ nama \}\}"):
        create_channel(
            kind="mail", name="Halo", by=SYSTEM, acknowledgements={"id": "Terima kasih {{ nama }}"}
        )


def test_the_subject_is_in_the_customers_language(db):
    mailbox = an_answering_mailbox(language="id")

    arrives(mailbox, a_mail(mailbox.address))

    mail = compose(Delivery.objects.get(), mailbox).content
    assert b"Pesan Anda sudah kami terima" in mail


def test_who_writes_a_language_without_words_of_ours_for_it_gets_the_built_in_ones(db):
    mailbox = an_answering_mailbox(language="id", acknowledgements={"id": "Terima kasih."})
    a_customer(address="rina@people.example", language="en")

    arrives(mailbox, a_mail(mailbox.address, text="Where is it?"))

    assert ours()[0].text.startswith("Thank you for writing")
