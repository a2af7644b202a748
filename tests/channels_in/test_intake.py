"""The ledger: every mail is one item with exactly one outcome, whatever happens to its worker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from channels_in import intake, raw_store
from channels_in.actions.judge_item import discard_item, reprocess_item
from channels_in.models import Receipt, ReceiptItem
from events import actors, claims
from tests.builders import an_admin
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


def test_a_receipt_whose_file_is_gone_ends_where_a_person_sees_it(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    mailbox = a_mailbox()
    receipt = take(mailbox, a_mail(mailbox.address, text="x\n" * 50_000))
    path = raw_store.folder() / receipt.raw_file
    path.rename(path.with_suffix(".away"))

    process_until_settled(receipt)

    item = ReceiptItem.objects.get()
    assert item.outcome == "dead"
    assert "FileNotFoundError" in item.error


def test_trouble_of_the_machine_is_waited_out_and_buries_no_mail(db, settings, tmp_path):
    """A disk without room, as long as it takes: nobody has to fetch a good mail back by hand (R13)."""
    settings.DATA_DIR = tmp_path
    mailbox = a_mailbox()
    mail = a_mail(mailbox.address)
    mail.add_attachment(b"%PDF-1.4 bon", maintype="application", subtype="pdf", filename="bon.pdf")
    receipt = take(mailbox, mail)
    (tmp_path / "files").write_bytes(b"no folder can be made here")

    for _ in range(receipt.max_attempts + 2):
        work()
        Receipt.objects.filter(pk=receipt.pk).update(due_at=Now())
    assert not ReceiptItem.objects.filter(outcome="dead").exists()

    (tmp_path / "files").unlink()
    work()
    assert Message.objects.get().attachments.get().name == "bon.pdf"


def test_trouble_that_does_not_end_is_shown_to_a_person(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    mailbox = a_mailbox()
    mail = a_mail(mailbox.address)
    mail.add_attachment(b"%PDF-1.4 bon", maintype="application", subtype="pdf", filename="bon.pdf")
    receipt = take(mailbox, mail, received_at=timezone.now() - timedelta(days=2))
    (tmp_path / "files").write_bytes(b"no folder can be made here")

    process_until_settled(receipt)

    assert ReceiptItem.objects.get().outcome == "dead"


def test_a_worker_that_dies_at_every_attempt_leaves_a_dead_item_and_its_neighbour_flows(db):
    """The attempt is counted before the work: what kills its worker five times gets no sixth."""
    mailbox = a_mailbox()
    killer = take(mailbox, a_mail(mailbox.address, text="killer"))
    for _ in range(killer.max_attempts):
        assert claims.claim(Receipt.objects.filter(pk=killer.pk), limit=1)
        Receipt.objects.filter(pk=killer.pk).update(lease_until=Now())
    take(mailbox, a_mail(mailbox.address, text="neighbour"))

    work()  # buries it
    work()  # as the sweep does a second later

    killer.refresh_from_db()
    assert killer.state == "done"
    assert killer.items.get().outcome == "dead"
    assert killer.items.get().error
    assert Message.objects.get().text == "neighbour"


def test_what_cannot_be_decided_is_tried_again_and_then_dead_with_the_error(db):
    mailbox = a_mailbox()
    receipt = take(mailbox, a_mail(mailbox.address))
    with broken_tickets():
        work()
        receipt.refresh_from_db()
        first = receipt.items.get()
        process_until_settled(receipt)

    assert first.outcome is None
    assert "broken" in first.error
    item = receipt.items.get()
    assert (item.outcome, item.reason) == ("dead", "error")
    assert "broken" in item.error
    assert not Message.objects.exists()


def test_a_dead_item_that_is_tried_again_after_the_repair_becomes_its_message(db):
    mailbox = a_mailbox()
    receipt = take(mailbox, a_mail(mailbox.address))
    with broken_tickets():
        process_until_settled(receipt)

    assert reprocess_item(receipt.items.get(), by=actors.agent(an_admin()))
    work()

    item = receipt.items.get()
    assert item.outcome == "message"
    assert item.error == ""
    assert item.message == Message.objects.get()


def test_only_what_is_dead_can_be_tried_again(db):
    item = arrives(mailbox := a_mailbox(), a_mail(mailbox.address))

    assert not reprocess_item(item, by=actors.SYSTEM)
    work()

    assert Message.objects.count() == 1


def test_a_discarded_item_keeps_its_outcome_and_is_not_tried_again(db):
    mailbox = a_mailbox()
    receipt = take(mailbox, b"")
    work()
    item = receipt.items.get()

    assert discard_item(item, by=actors.SYSTEM, note="Empty")
    assert not reprocess_item(item, by=actors.SYSTEM)

    item.refresh_from_db()
    assert (item.outcome, item.discard_note) == ("dead", "Empty")


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


class broken_tickets:
    """A fault in the database that a person repairs later."""

    def __enter__(self) -> None:
        with connection.cursor() as sql:
            sql.execute(
                "create function break_it() returns trigger language plpgsql"
                " as $$ begin raise exception 'broken'; end $$"
            )
            sql.execute(
                "create trigger break_it before insert on tickets_message"
                " for each row execute function break_it()"
            )

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as sql:
            sql.execute("drop function break_it() cascade")


def process_until_settled(receipt: Receipt) -> None:
    for _ in range(receipt.max_attempts + 1):
        Receipt.objects.filter(pk=receipt.pk, state="pending").update(due_at=Now())
        work()
    receipt.refresh_from_db()
    assert receipt.state == "done"
