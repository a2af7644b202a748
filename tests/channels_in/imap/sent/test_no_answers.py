"""Sent mail that answers nobody, and mailboxes in which nobody looks for any."""

from __future__ import annotations

import pytest

from channels_in.actions.move_cursor import ensure_cursors
from channels_in.models import ReceiptItem
from tests.channels_in.imap.mailbox import a_fetched_mailbox
from tests.channels_in.imap.sent.mails import RINA, a_ticket_by_mail, an_answer, last, look
from tests.channels_in.mails import a_mail

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_an_absence_note_of_the_mailbox_answers_nobody(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox, Auto_Submitted="auto-replied"), folder="Sent")

    look(mailbox)

    ticket.refresh_from_db()
    assert ticket.status == "new"
    assert ticket.messages.get(direction="outbound").author_kind == "system"


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
