"""What somebody of us writes in another mail program appears on its ticket, as the answer it is (F19)."""

from __future__ import annotations

import time
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from channels_in.actions.move_cursor import ensure_cursors
from channels_in.mail.compose import compose
from channels_in.mail.fetch import poll
from channels_in.mail.imap import ImapSession
from channels_in.mail.pollers import route_to
from channels_in.models import Connection, MailboxCursor, ReceiptItem
from events.actors import SYSTEM
from routing.models import Clock
from tests.builders import a_policy, a_reply, a_team, an_agent, work_off
from tests.channels_in.imap.mailbox import a_fetched_mailbox
from tests.channels_in.mails import a_mail, arrives, work
from tickets.actions.resolve import resolve
from tickets.models import Delivery, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)
RINA = "rina@people.example"


@pytest.fixture
def mailbox(dovecot, user) -> Connection:
    dovecot.put(user, folder="Sent")
    box = a_fetched_mailbox(dovecot.port, user, reads_sent=True)
    look(box)
    return box


def look(mailbox: Connection) -> bool | None:
    """At the sent mail alone, and what it holds is worked on."""
    [cursor] = [one for one in ensure_cursors() if one.connection_id == mailbox.pk and one.holds_sent]
    MailboxCursor.objects.filter(pk=cursor.pk).update(due_at=Now())
    session = ImapSession(partial(route_to, mailbox.pk))
    try:
        found = poll(cursor.pk, session)
    finally:
        session.close()
    work()
    return found


def a_ticket_by_mail(mailbox: Connection, **fields) -> Ticket:
    mail = a_mail(mailbox.address, message_id="<question@people.example>", **fields)
    ticket = arrives(mailbox, mail).message.ticket
    work_off()
    return ticket


def an_answer(mailbox: Connection, *, sender: str = "", to: str = RINA, **fields) -> EmailMessage:
    fields = {"In_Reply_To": "<question@people.example>", "text": "It is on its way.", **fields}
    return a_mail(to, sender=sender or mailbox.address, subject="Re: Paket belum sampai", **fields)


def last() -> ReceiptItem:
    return ReceiptItem.objects.latest("pk")


def test_an_answer_from_another_program_stands_on_the_ticket_and_is_not_sent_again(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox), folder="Sent")

    assert look(mailbox)

    answer = ticket.messages.get(direction="outbound")
    assert (answer.text, answer.author_kind) == ("It is on its way.", "agent")
    assert answer.recipients["to"] == [["", RINA]]
    assert not Delivery.objects.filter(message=answer).exists()
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("pending", None)
    assert last().outcome == "message"


def test_it_stops_the_clock_at_the_time_it_was_sent(mailbox, dovecot, user):
    a_policy(minutes={"first_response": 60})
    ticket = a_ticket_by_mail(mailbox)
    sent_at = timezone.now().replace(microsecond=0)
    dovecot.put(user, an_answer(mailbox), folder="Sent", at=sent_at)
    time.sleep(3)

    look(mailbox)
    work_off()

    clock = Clock.objects.get(ticket=ticket, metric="first_response")
    assert clock.stopped_at is not None
    assert abs((clock.stopped_at - sent_at).total_seconds()) < 1.5


def test_the_agent_whose_address_it_is_has_written_it(mailbox, dovecot, user):
    rani = an_agent(a_team(), email="rani@ours.example")
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox, sender="Rani <Rani@ours.example>"), folder="Sent")

    look(mailbox)

    assert ticket.messages.get(direction="outbound").agent == rani


def test_what_we_sent_ourselves_is_not_doubled(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    reply = a_reply(ticket)
    copy = compose(reply.delivery, mailbox).content
    dovecot.put(user, copy, folder="Sent")

    look(mailbox)

    assert ticket.messages.filter(direction="outbound").count() == 1
    assert (last().outcome, last().reason) == ("update", "echo")


def test_nor_if_a_server_has_given_it_another_id(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    copy = message_from_bytes(compose(a_reply(ticket).delivery, mailbox).content, policy=default)
    copy.replace_header("Message-ID", "<another@server.example>")
    dovecot.put(user, copy, folder="Sent")

    look(mailbox)

    assert ticket.messages.filter(direction="outbound").count() == 1
    assert (last().outcome, last().reason) == ("ignored", "own_mail")


def test_saved_twice_it_stands_there_once(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    answer = an_answer(mailbox, message_id="<answer@ours.example>")
    again = an_answer(mailbox, message_id="<answer@ours.example>", X_Saved="again")
    dovecot.put(user, answer, again, folder="Sent")

    look(mailbox)
    look(mailbox)

    assert ticket.messages.filter(direction="outbound").count() == 1


def test_numbered_anew_nothing_is_doubled(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox), folder="Sent")
    look(mailbox)
    MailboxCursor.objects.filter(holds_sent=True).update(uidvalidity=1, last_uid=0)

    look(mailbox)

    assert ticket.messages.filter(direction="outbound").count() == 1


def test_a_mail_passed_on_to_a_colleague_answers_nobody(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox, to="boss@elsewhere.example"), folder="Sent")

    look(mailbox)

    ticket.refresh_from_db()
    assert ticket.status == "new"
    assert last().reason == "echo_without_ticket"


def test_what_a_stranger_wrote_and_somebody_filed_there_is_not_ours(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox, sender="eve@elsewhere.example"), folder="Sent")

    look(mailbox)

    assert ticket.messages.count() == 1
    assert last().reason == "not_ours"


def test_a_copy_to_ourselves_is_seen_in_both_folders(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    answer = an_answer(mailbox, Cc=mailbox.address)
    arrives(mailbox, answer, sender=mailbox.address)
    dovecot.put(user, answer, folder="Sent")

    look(mailbox)

    assert ticket.messages.filter(direction="outbound").count() == 1


def test_the_customers_answer_to_it_finds_the_ticket(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox, message_id="<answer@ours.example>"), folder="Sent")
    look(mailbox)

    item = arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<answer@ours.example>", text="Thanks"))

    assert item.message.ticket == ticket
    reply = a_reply(ticket)
    assert b"answer@ours.example" in compose(reply.delivery, mailbox).content


def test_what_the_customer_said_since_still_waits(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    sent_at = timezone.now() - timedelta(minutes=2)
    Message.objects.filter(ticket=ticket).update(created_at=sent_at - timedelta(minutes=5))
    item = arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<question@people.example>", text="Hello?"))
    dovecot.put(user, an_answer(mailbox), folder="Sent", at=sent_at)

    look(mailbox)

    ticket.refresh_from_db()
    assert ticket.status == "open"
    assert ticket.waiting_since == item.message.created_at


def test_an_absence_note_of_the_mailbox_answers_nobody(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox, Auto_Submitted="auto-replied"), folder="Sent")

    look(mailbox)

    ticket.refresh_from_db()
    assert ticket.status == "new"
    assert ticket.messages.get(direction="outbound").author_kind == "system"


def test_a_finished_ticket_stays_finished(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    resolve(ticket, by=SYSTEM)
    dovecot.put(user, an_answer(mailbox), folder="Sent")

    look(mailbox)

    ticket.refresh_from_db()
    assert ticket.is_done
    assert ticket.messages.filter(direction="outbound").count() == 1


def test_what_was_sent_before_is_left_alone(dovecot, user):
    dovecot.put(user, a_mail(RINA, sender=f"{user}@ours.example"), folder="Sent")
    box = a_fetched_mailbox(dovecot.port, user, reads_sent=True)

    look(box)

    assert not ReceiptItem.objects.exists()


def test_a_mailbox_without_such_a_folder_says_so_and_goes_on_fetching(dovecot, user):
    box = a_fetched_mailbox(dovecot.port, user, reads_sent=True, sent_folder="Terkirim")

    assert look(box) is False

    box.refresh_from_db()
    assert box.problems["sent"]["code"] == "sent_folder"
    assert "imap" not in box.problems


def test_without_the_wish_nobody_looks(dovecot, user):
    box = a_fetched_mailbox(dovecot.port, user)

    assert [one.holds_sent for one in ensure_cursors() if one.connection_id == box.pk] == [False]
