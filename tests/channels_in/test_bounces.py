"""A report is about the one mail that it names, however long the thread is."""

from __future__ import annotations

import pytest

from channels_in.mail.message_id import message_id_for
from channels_in.models import Connection
from tests.builders import a_reply
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tests.channels_in.reports import a_bounce
from tickets.actions.record_delivery import mark_sent
from tickets.models import Message


@pytest.fixture
def mailbox(db) -> Connection:
    return a_mailbox("help@ours.example")


def two_answers(mailbox: Connection) -> tuple[Message, Message]:
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    first, second = a_reply(ticket, text="one"), a_reply(ticket, text="two")
    for answer in (first, second):
        mark_sent(answer.delivery)
    return first, second


def ids_of(*answers: Message) -> str:
    ids = [message_id_for(answer.delivery.idempotency_key, domain="ours.example") for answer in answers]
    return " ".join(f"<{message_id}>" for message_id in ids)


def test_of_a_whole_thread_the_mail_that_the_report_names_has_failed(mailbox):
    first, second = two_answers(mailbox)

    item = arrives(mailbox, a_bounce(mailbox, second, References=ids_of(first, second)), sender="")

    assert item.message == second
    assert_failed(second, not_=first)


def test_a_report_that_names_none_is_about_the_newest_of_the_thread(mailbox):
    first, second = two_answers(mailbox)
    bounce = bytes(a_bounce(mailbox, second, References=ids_of(first, second)))
    nameless = b"".join(
        line
        for line in bounce.splitlines(keepends=True)
        if not line.startswith(b"Message-ID: <") or b"report@" in line
    )

    arrives(mailbox, nameless, sender="")

    assert_failed(second, not_=first)


def test_a_report_about_a_mail_that_is_not_ours_fails_nothing_of_the_thread(mailbox):
    first, second = two_answers(mailbox)

    item = arrives(mailbox, a_bounce(mailbox, None, References=ids_of(first, second)), sender="")

    assert item.outcome == "message"
    for answer in (first, second):
        answer.delivery.refresh_from_db()
        assert answer.delivery.status == "sent"


def assert_failed(answer: Message, *, not_: Message) -> None:
    answer.delivery.refresh_from_db()
    not_.delivery.refresh_from_db()
    assert (answer.delivery.status, not_.delivery.status) == ("failed", "sent")
