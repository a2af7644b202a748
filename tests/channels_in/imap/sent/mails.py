"""Mails that somebody of us wrote in another program, and a look at where it keeps them."""

from __future__ import annotations

from email.message import EmailMessage
from functools import partial

from django.db.models.functions import Now

from channels_in.actions.move_cursor import ensure_cursors
from channels_in.mail.fetch import poll
from channels_in.mail.imap import ImapSession
from channels_in.mail.pollers import route_to
from channels_in.models import Connection, MailboxCursor, ReceiptItem
from tests.builders import work_off
from tests.channels_in.mails import a_mail, arrives, work
from tickets.models import Ticket

RINA = "rina@people.example"


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
