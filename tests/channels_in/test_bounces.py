"""A report is about the one mail that it names, however long the thread is."""

from __future__ import annotations

from channels_in.mail.message_id import message_id_for
from channels_in.models import Connection
from tests.builders import a_reply
from tests.channels_in.mails import a_mail, arrives
from tests.channels_in.reports import a_bounce
from tickets.actions.record_delivery import mark_sent
from tickets.models import Delivery, Message


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


def test_a_bounce_marks_the_message_that_came_back(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    answer = a_reply(ticket, text="Hello")
    mark_sent(answer.delivery)

    item = arrives(mailbox, a_bounce(mailbox, answer), sender="")

    delivery = Delivery.objects.get()
    ticket.refresh_from_db()
    assert (item.outcome, item.reason, item.message) == ("update", "bounced", answer)
    assert (delivery.status, delivery.reason) == ("failed", "no_such_address")
    assert "5.1.1" in delivery.detail
    assert ticket.status == "open"
    assert ticket.messages.count() == 2


def test_a_bounce_of_a_copy_leaves_the_customer_answered(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    to, copy = ["Rina", "rina@people.example"], ["Budi", "budi@people.example"]
    answer = a_reply(ticket, text="Hello", recipients={"to": [to], "cc": [copy]})
    mark_sent(answer.delivery)
    bounce = bytes(a_bounce(mailbox, answer)).replace(b"rfc822; rina@", b"rfc822; budi@")

    item = arrives(mailbox, bounce, sender="")

    delivery = Delivery.objects.get()
    ticket.refresh_from_db()
    assert (item.outcome, item.message) == ("update", answer)
    assert (delivery.status, delivery.reason) == ("sent", "some_refused")
    assert "budi@people.example" in delivery.detail
    assert ticket.status == "pending"


def test_a_report_of_delay_fails_nothing(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    answer = a_reply(ticket, text="Hello")
    mark_sent(answer.delivery)

    item = arrives(mailbox, a_bounce(mailbox, answer, action="delayed", status="4.4.1"), sender="")

    assert (item.outcome, item.reason) == ("update", "delayed")
    assert Delivery.objects.get().status == "sent"


def test_a_bounce_of_what_we_never_sent_is_kept_as_a_machines_mail(mailbox):
    item = arrives(mailbox, a_bounce(mailbox, None), sender="")

    assert (item.outcome, item.reason) == ("message", "bounce_of_unknown")
    assert item.message.is_auto_reply


def test_a_bounce_with_a_forged_id_fails_nothing(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    answer = a_reply(ticket, text="Hello")
    mark_sent(answer.delivery)
    bounce = bytes(a_bounce(mailbox, answer))
    signature = message_id_for(answer.delivery.idempotency_key, domain="x").split(".")[1].split("@")[0]

    arrives(mailbox, bounce.replace(signature.encode(), b"a" * len(signature)), sender="")

    assert Delivery.objects.get().status == "sent"
