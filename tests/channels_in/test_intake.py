"""The ledger: every mail is one item with exactly one outcome, whatever happens to its worker."""

from __future__ import annotations

from channels_in.models import Receipt, ReceiptItem
from tests.channels_in.mails import a_mail, a_mailbox, arrives, take, work
from tickets.models import Message, Ticket


def test_a_mail_becomes_a_ticket_with_its_message(db):
    mailbox = a_mailbox()

    item = arrives(mailbox, a_mail(mailbox.address, subject="Paket belum sampai"))

    message = Message.objects.get()
    assert item.outcome == "message"
    assert item.message == message
    assert message.ticket.subject == "Paket belum sampai"
    assert message.text == "Halo, paket saya belum sampai."
    assert message.ticket.channel == mailbox.channel
    assert item.receipt.state == "done"


def test_the_same_mail_again_is_counted_and_makes_no_second_message(db):
    mailbox = a_mailbox()
    mail = a_mail(mailbox.address)

    take(mailbox, mail)
    take(mailbox, mail)
    work()

    assert Receipt.objects.filter(state="done").count() == 2
    assert ReceiptItem.objects.get().repeats == 1
    assert Ticket.objects.get().messages.count() == 1
