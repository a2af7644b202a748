"""What cannot be read is tried again, then shown to a person; its neighbours flow."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Now
from django.utils import timezone

from channels_in import raw_store
from channels_in.actions.judge_item import discard_item, reprocess_item
from channels_in.models import Receipt, ReceiptItem
from events import actors, claims
from tests.builders import an_admin
from tests.channels_in.ledger_trouble import broken_tickets
from tests.channels_in.mails import a_mail, a_mailbox, arrives, take, work
from tickets.models import Message


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


def process_until_settled(receipt: Receipt) -> None:
    for _ in range(receipt.max_attempts + 1):
        Receipt.objects.filter(pk=receipt.pk, state="pending").update(due_at=Now())
        work()
    receipt.refresh_from_db()
    assert receipt.state == "done"
