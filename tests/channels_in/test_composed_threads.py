"""What an answer of ours says it answers, where the customer's side has muddled it."""

from __future__ import annotations

from people.models import Company
from tests.builders import a_reply
from tests.channels_in.composed import as_sent
from tests.channels_in.thread import reply


def test_an_answer_names_what_the_customer_said_not_what_their_machine_did(mailbox, ticket):
    reply(
        mailbox,
        subject="Automatic reply: Paket belum sampai",
        message_id="<away@people.example>",
        Auto_Submitted="auto-replied",
        In_Reply_To="<first@people.example>",
    )

    mail = as_sent(a_reply(ticket, text="Hello"), mailbox)

    assert mail["In-Reply-To"] == "<first@people.example>"
    assert "<away@people.example>" in mail["References"]


def test_the_number_of_another_ticket_does_not_stand_beside_its_own(mailbox):
    prefix = Company.current().ticket_prefix
    ticket = reply(mailbox, subject=f"Halo [{prefix}-99999] lagi [{prefix.lower()}-99998]").ticket

    subject = as_sent(a_reply(ticket, text="Hello"), mailbox)["Subject"]

    assert subject == f"Re: Halo lagi [{prefix}-{ticket.pk}]"
