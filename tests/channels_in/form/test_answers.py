"""What leaves for the address that a visitor gave: once, and without their words."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser

from django.core.cache import cache

from channels_in.mail.compose import compose
from channels_in.models import Connection
from tests.builders import a_reply
from tests.channels_in.form.visitor import a_form, send
from tests.channels_in.mails import a_mail, a_mailbox, arrives, work
from tickets.models import Message, Ticket


def test_a_form_that_names_a_victim_writes_to_them_once_and_repeats_nothing(client, db):
    """N7: through the form nobody can have us send their words to somebody else."""
    cache.clear()
    a_mailbox("help@ours.example")
    form = a_form(channel={"acknowledges": True})
    for n in range(4):
        send(
            client,
            form,
            email="victim@people.example",
            name=f"CLICK-{n}",
            subject=f"CLICK {n}",
            text=f"CLICK {n}",
        )
    work()

    [answer] = Message.objects.filter(direction="outbound")
    content = compose(answer.delivery, Connection.objects.get(address="help@ours.example")).content
    assert Ticket.objects.count() == 4
    assert b"CLICK" not in content


def test_the_answer_goes_by_mail_and_what_is_answered_to_it_comes_back_to_the_ticket(client, form):
    mailbox = a_mailbox("help@ours.example")
    send(client, form)
    work()
    ticket = Ticket.objects.get()

    answer = a_reply(ticket, text="On its way")
    mail = BytesParser(policy=policy.default).parsebytes(compose(answer.delivery, mailbox).content)
    back = arrives(mailbox, a_mail(mailbox.address, In_Reply_To=mail["Message-ID"].strip()))

    assert mail["To"] == "Rina <rina@people.example>"
    assert back.message.ticket == ticket
    assert back.message.is_trusted
