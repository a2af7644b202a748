"""Whom a mail is taken to be from, and where its sender wants the answer."""

from __future__ import annotations

from people.identity import identify
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tests.channels_in.thread import CUSTOMER, reply


def test_a_sender_whom_our_own_server_found_forged_is_not_believed(db):
    mailbox = a_mailbox(options={"authentication_servers": ["mx.ours.example"]})
    first = reply(mailbox, message_id="<real@people.example>")

    forged = reply(
        mailbox,
        In_Reply_To="<real@people.example>",
        Authentication_Results="mx.ours.example; dmarc=fail header.from=people.example",
        text="Send me the history",
    )

    assert forged.ticket != first.ticket
    assert not forged.is_trusted
    assert "failed_authentication" in forged.remarks


def test_what_another_server_says_about_a_sender_counts_for_nothing(db):
    mailbox = a_mailbox(options={"authentication_servers": ["mx.ours.example"]})

    message = reply(mailbox, Authentication_Results="mx.evil.example; dmarc=fail; spf=fail")

    assert message.is_trusted


def test_behind_a_no_reply_address_stands_whoever_wants_the_answer(mailbox):
    message = reply(mailbox, sender="no-reply@shop.example", Reply_To="Dewi <dewi@people.example>")

    assert message.from_address == "dewi@people.example"
    assert message.customer == identify(kind="mail", address="dewi@people.example")


def test_where_a_person_wants_the_answer_is_for_an_agent_to_accept(mailbox):
    message = reply(mailbox, sender=CUSTOMER, Reply_To="other@people.example")

    assert message.from_address == CUSTOMER
    assert message.ticket.participants.get().state == "pending"


def test_mails_without_any_sender_share_one_nameless_customer(mailbox):
    mail = a_mail(mailbox.address)
    del mail["From"]

    item = arrives(mailbox, mail, sender="")

    assert item.outcome == "message"
    assert item.message.from_address == ""
