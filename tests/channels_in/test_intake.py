"""The ledger: every mail is one item with exactly one outcome."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from channels_in import intake
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


def test_a_mail_that_took_another_way_is_still_the_same_mail(db):
    mailbox = a_mailbox()
    mail = a_mail(mailbox.address, message_id="<one@people.example>")
    again = b"Received: from b by c; Mon, 2 Nov 2026 10:00:00 +0700\r\n" + bytes(mail)

    arrives(mailbox, mail)
    take(mailbox, again)
    work()

    assert Message.objects.count() == 1


def test_two_mails_with_one_message_id_are_two_messages(db):
    mailbox = a_mailbox()

    arrives(mailbox, a_mail(mailbox.address, message_id="<one@people.example>", text="satu"))
    arrives(mailbox, a_mail(mailbox.address, message_id="<one@people.example>", text="dua"))

    assert sorted(Message.objects.values_list("text", flat=True)) == ["dua", "satu"]


def test_one_mail_to_two_of_our_mailboxes_is_two_messages(db):
    first, second = a_mailbox(), a_mailbox()
    mail = a_mail(f"{first.address}, {second.address}")

    arrives(first, mail)
    arrives(second, mail)

    assert Message.objects.count() == 2
    assert Ticket.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_copies_processed_at_the_same_moment_make_one_message():
    mailbox = a_mailbox()
    mail = a_mail(mailbox.address)
    for _ in range(6):
        take(mailbox, mail)

    def worker() -> None:
        try:
            intake.take_in_due(intake.MAIL)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(worker) for _ in range(3)]:
            done.result()

    assert Message.objects.count() == 1
    assert ReceiptItem.objects.get().repeats == 5


def test_the_database_refuses_a_second_item_for_one_external_id(db):
    item = arrives(mailbox := a_mailbox(), a_mail(mailbox.address))

    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptItem.objects.create(
            receipt=item.receipt,
            channel=item.channel,
            external_id=item.external_id,
            received_at=item.received_at,
        )


def test_small_mails_lie_in_the_row_and_large_ones_in_a_file(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    mailbox = a_mailbox()

    small = take(mailbox, a_mail(mailbox.address))
    large = take(mailbox, a_mail(mailbox.address, text="x\n" * 50_000))
    work()

    assert small.raw_file == ""
    assert large.raw is None
    path = tmp_path / "receipts" / large.raw_file
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_size == large.size
    assert Message.objects.count() == 2


def test_a_mail_without_any_bytes_is_dead_at_once_each_on_its_own(db):
    mailbox = a_mailbox()

    take(mailbox, b"")
    take(mailbox, b"")
    work()

    assert list(ReceiptItem.objects.values_list("outcome", "reason")) == [("dead", "empty")] * 2


def test_outcomes_change_only_through_a_person(db):
    from channels_in.actions.decide_item import decide_item
    from channels_in.items import ignored

    item = arrives(mailbox := a_mailbox(), a_mail(mailbox.address))

    assert not decide_item(item, ignored("other"))

    item.refresh_from_db()
    assert item.outcome == "message"
