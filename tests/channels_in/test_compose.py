"""A message of ours as a mail."""

from __future__ import annotations

from io import BytesIO

import pytest

from channels_in.mail.compose import compose
from channels_in.mail.loop_guard import our_mark
from channels_in.mail.message_id import key_in
from channels_in.mail.reply_address import ticket_of
from channels_in.models import Connection
from events import actors
from people.models import Company
from tests.builders import a_channel, a_note, a_reply, an_agent
from tests.channels_in.composed import as_sent
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tickets.actions.attach import attach
from tickets.actions.automatic import send_automatic
from tickets.models import Draft, Message, Ticket


@pytest.fixture
def mailbox(db) -> Connection:
    return a_mailbox(
        "help@ours.example",
        options={"from_name": "Toko Maju"},
        channel={"signatures": {"en": "Regards\n**Toko Maju**", "id": "Salam hormat,\n**Toko Maju**"}},
    )


def test_a_reply_says_who_we_are_what_it_answers_and_where_answers_go(mailbox, ticket):
    mail = as_sent(a_reply(ticket, text="On its way."), mailbox)

    number = f"[{Company.current().ticket_prefix}-{ticket.pk}]"
    assert mail["From"] == "Toko Maju <help@ours.example>"
    assert mail["To"] == "rina@people.example"
    assert mail["Subject"] == f"Re: Paket belum sampai {number}"
    assert mail["In-Reply-To"] == "<first@people.example>"
    assert mail["References"] == "<first@people.example>"
    assert mail["X-Alur-Loop"] == our_mark()
    token = mail["Reply-To"].addresses[0].username.partition("+")[2]
    assert ticket_of(token, sender="rina@people.example") == ticket.pk
    assert "Auto-Submitted" not in mail


def test_ids_are_written_as_they_are_however_long(mailbox, ticket):
    for number in range(4):
        a_reply(ticket, text=f"On its way {number}.")
        long = f"<{number}{'x' * 120}@people.example>"
        arrives(mailbox, a_mail(mailbox.address, message_id=long, In_Reply_To="<first@people.example>"))
    answer = a_reply(ticket, text="Today.")

    head = compose(answer.delivery, mailbox).content.partition(b"\r\n\r\n")[0]

    lines = head.replace(b"\r\n ", b" ").split(b"\r\n")
    references = next(line for line in lines if line.startswith(b"References: <first@people.example> <"))
    assert references.endswith(b" <3" + b"x" * 120 + b"@people.example>")
    assert b"=?" not in references
    assert max(map(len, head.split(b"\r\n"))) < 200


def test_what_did_not_come_as_a_mail_is_not_named_as_one(mailbox, ticket):
    Message.objects.filter(ticket=ticket).update(channel=a_channel(kind="form"), provider_id="form-1")

    mail = as_sent(a_reply(ticket, text="On its way."), mailbox)

    assert mail["In-Reply-To"] is None


def test_the_thread_is_named_oldest_first_with_our_own_mails_in_it(mailbox, ticket):
    first = a_reply(ticket, text="On its way.")
    arrives(mailbox, a_mail(mailbox.address, message_id="<second@people.example>",
                            In_Reply_To="<first@people.example>"))  # fmt: skip

    mail = as_sent(a_reply(ticket, text="Today."), mailbox)

    references = mail["References"].replace("<", "").replace(">", "").split()
    assert mail["In-Reply-To"] == "<second@people.example>"
    assert references[0] == "first@people.example"
    assert key_in(references[1]) == first.delivery.idempotency_key
    assert references[2] == "second@people.example"


def test_words_are_sent_as_text_and_as_html_with_the_signature(mailbox, ticket):
    mail = as_sent(a_reply(ticket, text="It is **on its way**:\n\n- depot\n- you\n\n<b>no html</b>"), mailbox)

    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert "on its way" in text
    assert "-- \r\nSalam hormat" in text
    assert "<strong>on its way</strong>" in html
    assert "<li>depot</li>" in html
    assert "<b>no html</b>" not in html
    assert "<strong>Toko Maju</strong>" in html


def test_nothing_of_what_was_said_before_is_quoted(mailbox, ticket):
    mail = as_sent(a_reply(ticket, text="On its way."), mailbox)

    assert "belum sampai." not in mail.get_body(("plain",)).get_content()


def test_a_note_never_leaves(mailbox, ticket):
    """N43: whatever is on the ticket, its marker is in no byte that goes out."""
    a_note(ticket, text="SECRET-MARKER the customer is difficult")

    composed = compose(a_reply(ticket, text="On its way.").delivery, mailbox)

    assert b"SECRET-MARKER" not in composed.content


def test_files_travel_with_the_message(mailbox, ticket):
    agent = an_agent()
    attach(ticket, agent=agent, kind=Draft.Kind.REPLY, name="Nota ✓.pdf", chunks=[b"%PDF-1.4 hello"])
    message = a_reply(ticket, agent=agent, attachments_of_draft=Draft.objects.get())

    mail = as_sent(message, mailbox)

    [part] = mail.iter_attachments()
    assert part.get_filename() == "Nota ✓.pdf"
    assert part.get_content() == b"%PDF-1.4 hello"
    assert part.get_content_disposition() == "attachment"


def test_what_we_send_by_ourselves_says_so_and_repeats_nobodys_words(mailbox, ticket):
    message = send_automatic(ticket, text="We have your mail.", by=actors.SYSTEM, reason="acknowledgement")

    mail = as_sent(message, mailbox)

    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert "Paket" not in str(mail)


def test_the_ticket_number_stands_in_a_subject_once(mailbox, ticket):
    number = f"[{Company.current().ticket_prefix}-{ticket.pk}]"
    Ticket.objects.filter(pk=ticket.pk).update(subject=f"Bls: Re: {number} Paket")
    ticket.refresh_from_db()

    assert as_sent(a_reply(ticket, text="Hello"), mailbox)["Subject"] == f"Re: Paket {number}"


def test_a_mailbox_elsewhere_gets_no_plus_address_unless_it_says_that_it_takes_them(mailbox, ticket):
    mailbox.options = {"receives": "imap"}
    message = a_reply(ticket, text="Hello")
    assert "Reply-To" not in as_sent(message, mailbox)

    mailbox.options["plus_addressing"] = True
    assert "Reply-To" in as_sent(message, mailbox)


def test_every_line_of_what_leaves_ends_as_mail_lines_do(mailbox, ticket):
    content = compose(a_reply(ticket, text="Ä" * 3000).delivery, mailbox).content

    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in BytesIO(content)) <= 1000
    assert content.isascii()
