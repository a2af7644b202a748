"""The number of a ticket is easily guessed, and a From easily typed: both together are not believed."""

from __future__ import annotations

import pytest

from people.models import Company
from tests.builders import a_reply, a_supervisor
from tests.channels_in.mails import a_mailbox
from tests.channels_in.thread import CUSTOMER, reply
from tickets.models import Ticket


def numbered(ticket: Ticket) -> str:
    return f"Alamat baru [{Company.current().ticket_prefix}-{ticket.pk}]"


def test_a_mail_that_joins_by_its_number_alone_is_marked_as_not_confirmed(client, mailbox, ticket):
    message = reply(mailbox, subject=numbered(ticket), Cc="mallory@evil.example")

    assert message.ticket == ticket
    client.force_login(a_supervisor(language="en"))
    page = client.get(f"/tickets/{ticket.pk}/").content.decode()
    assert "Sender not confirmed" in page
    assert "Only the ticket’s number says that this belongs here" in page


def test_and_does_not_turn_our_answers(mailbox, ticket):
    other = "rina@work.example"
    ticket.customer.identities.create(kind="mail", address=other)

    reply(mailbox, sender=other, subject=numbered(ticket))

    assert [address for _, address in a_reply(ticket, text="To whom?").recipients["to"]] == [CUSTOMER]


@pytest.mark.parametrize(("says", "is_believed"), [("pass", True), ("none", False)])
def test_it_is_believed_of_whom_our_own_server_has_authenticated(db, says, is_believed):
    mailbox = a_mailbox(options={"authentication_servers": ["mx.ours.example"]})
    ticket = reply(mailbox).ticket

    message = reply(
        mailbox,
        subject=numbered(ticket),
        Authentication_Results=f"mx.ours.example; dmarc={says} header.from=people.example",
    )

    assert message.ticket == ticket
    assert message.is_trusted == is_believed


def test_a_mail_that_names_an_earlier_one_is_believed_though_it_has_the_number_too(mailbox, ticket):
    message = reply(mailbox, subject=numbered(ticket), In_Reply_To="<first@people.example>")

    assert message.is_trusted
