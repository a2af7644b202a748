"""Sent mail that is known already, by whatever sign, is not doubled."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from channels_in.mail.compose import compose
from channels_in.models import MailboxCursor
from tests.builders import a_reply
from tests.channels_in.imap.sent.mails import a_ticket_by_mail, an_answer, last, look
from tests.channels_in.mails import arrives

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_a_copy_to_ourselves_is_seen_in_both_folders(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    answer = an_answer(mailbox, Cc=mailbox.address)
    arrives(mailbox, answer, sender=mailbox.address)
    dovecot.put(user, answer, folder="Sent")

    look(mailbox)

    assert ticket.messages.filter(direction="outbound").count() == 1
