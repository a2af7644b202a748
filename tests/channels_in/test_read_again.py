"""A receipt that a person has read again: what it holds may be called otherwise by then."""

from __future__ import annotations

import json

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from channels_in.actions.judge_item import release_item, reprocess_item
from channels_in.actions.save_connection import save_connection
from channels_in.actions.take_receipt import take_receipt
from channels_in.models import Block, Receipt, ReceiptItem
from events import actors, claims
from tests.channels_in.api.requests import a_message, an_api
from tests.channels_in.ledger_trouble import broken_tickets
from tests.channels_in.mails import a_mail, a_mailbox, arrives, take, work
from tickets.models import Message


def test_a_batch_that_killed_its_workers_comes_in_and_its_dead_letter_is_settled(db):
    receipt = a_killer({"messages": [a_message(), a_message()]})
    [dead] = ReceiptItem.objects.all()
    assert (dead.outcome, dead.external_id[:7]) == ("dead", "unread:")

    reprocess_item(dead, by=actors.SYSTEM)
    work()

    dead.refresh_from_db()
    assert (dead.outcome, dead.reason) == ("ignored", "superseded")
    assert Message.objects.count() == 2
    assert not receipt.items.filter(outcome=None).exists()


def test_what_repeats_is_counted_once_however_often_the_batch_is_read(db):
    again, first = a_message(), a_message()
    api = an_api()
    a_request(api, again)
    work()
    with broken_tickets():
        receipt = a_request(api, {"messages": [first, first, again]})
        until_settled(receipt)
    reprocess_item(receipt.items.get(), by=actors.SYSTEM)
    work()

    assert dict(ReceiptItem.objects.values_list("external_id", "repeats")) == {again["id"]: 1, first["id"]: 1}
    assert Message.objects.count() == 2


def test_what_cannot_be_read_any_more_waits_for_a_person_and_comes_in_after_the_repair(db, monkeypatch):
    api = an_api()
    with broken_tickets():
        receipt = a_request(api, a_message(id="order-1"))
        until_settled(receipt)
    item = receipt.items.get()

    with monkeypatch.context() as patched:
        patched.setattr("channels_in.api.payload.LONGEST_ID", 3)  # the agreed form has changed
        reprocess_item(item, by=actors.SYSTEM)
        work()
    assert set(receipt.items.values_list("outcome", "reason")) == {("dead", "invalid")}
    item.refresh_from_db()
    reprocess_item(item, by=actors.SYSTEM)
    work()

    item.refresh_from_db()
    assert item.outcome == "message"
    assert Message.objects.count() == 1


@pytest.mark.parametrize("remembers", [True, False], ids=["", "a mail of earlier"])
def test_a_mail_is_released_also_after_its_mailbox_was_renamed(db, remembers):
    Block.objects.create(kind="address", value="rina@people.example")
    mailbox = a_mailbox()
    item = arrives(mailbox, a_mail(mailbox.address))
    if not remembers:
        Receipt.objects.update(envelope={})
    assert item.outcome == "quarantined"

    save_connection(mailbox.channel, address="new@ours.example", by=actors.SYSTEM)
    release_item(item, by=actors.SYSTEM)
    work()

    assert Message.objects.get().text == "Halo, paket saya belum sampai."
    assert not ReceiptItem.objects.filter(outcome__in=["quarantined"]).exists()
    assert not ReceiptItem.objects.filter(outcome=None).exists()


def test_a_mail_that_comes_again_after_its_mailbox_was_renamed_is_read_again_as_itself(db):
    mailbox = a_mailbox()
    with broken_tickets():
        receipt = take(mailbox, a_mail(mailbox.address))
        until_settled(receipt)
    save_connection(mailbox.channel, address="new@ours.example", by=actors.SYSTEM)

    reprocess_item(receipt.items.get(), by=actors.SYSTEM)
    work()

    assert receipt.items.get().outcome == "message"


def a_request(api, body) -> Receipt:
    raw = json.dumps(body).encode()
    return take_receipt(api, raw, door="http", envelope={}, received_at=timezone.now())


def a_killer(body) -> Receipt:
    """Its worker dies at every attempt; then it is buried."""
    receipt = a_request(an_api(), body)
    for _ in range(receipt.max_attempts):
        assert claims.claim(Receipt.objects.filter(pk=receipt.pk), limit=1)
        Receipt.objects.filter(pk=receipt.pk).update(lease_until=Now())
    work()
    work()
    return receipt


def until_settled(receipt: Receipt) -> None:
    for _ in range(receipt.max_attempts + 1):
        Receipt.objects.filter(pk=receipt.pk, state="pending").update(due_at=Now())
        work()
