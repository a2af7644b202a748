"""What a subject, a name or an address holds adds no header to a mail of ours."""

from __future__ import annotations

import pytest

from channels_in.mail.compose import Uncomposable, compose
from tests.builders import a_reply
from tests.channels_in.composed import as_sent
from tickets.models import Ticket


@pytest.mark.parametrize(
    "evil", ["hi\r\nBcc: evil@x.example", "hi\nBcc: evil@x.example", "hi\x00\x0b\x85there"]
)
def test_line_breaks_in_a_subject_add_no_header(mailbox, ticket, evil):
    """N10."""
    Ticket.objects.filter(pk=ticket.pk).update(subject=evil.replace("\x00", ""))
    ticket.refresh_from_db()
    message = a_reply(ticket, text="Hello")

    mail = as_sent(message, mailbox)

    assert len(mail.get_all("Subject")) == 1
    assert "Bcc" not in mail
    assert compose(message.delivery, mailbox).others == ()


def test_line_breaks_in_names_add_no_header(mailbox, ticket):
    mailbox.options["from_name"] = "Toko\r\nBcc: evil@x.example"
    message = a_reply(ticket, text="Hello")
    message.recipients = {"to": [["Rina\r\nBcc: evil@x.example", "rina@people.example"]]}
    message.save(update_fields=["recipients"])

    mail = as_sent(message, mailbox)

    assert "Bcc" not in mail
    assert mail["To"].addresses[0].addr_spec == "rina@people.example"


def test_who_is_in_bcc_gets_it_and_nobody_reads_their_name(mailbox, ticket):
    message = a_reply(
        ticket,
        text="Hello",
        recipients={"to": [["", "rina@people.example"]], "bcc": [["", "quiet@x.example"]]},
    )

    composed = compose(message.delivery, mailbox)

    assert composed.others == ("quiet@x.example",)
    assert b"quiet@x.example" not in composed.content


def test_an_address_that_is_none_is_a_reason_not_a_crash(mailbox, ticket):
    message = a_reply(ticket, text="Hello")
    message.recipients = {"to": [["", "not an address"]]}
    message.save(update_fields=["recipients"])

    with pytest.raises(Uncomposable) as refused:
        compose(message.delivery, mailbox)

    assert refused.value.reason == "no_such_address"
