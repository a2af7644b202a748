"""The signed API: what is genuine is kept before it is answered, and comes out as tickets, once."""

from __future__ import annotations

import base64
import json
import time

import pytest
from django.db import connection as database

from channels_in import backlog
from channels_in.models import Block, Receipt, ReceiptItem, SecurityEvent
from people.models import Customer
from tests.channels_in.api.requests import a_message, an_api, post
from tests.channels_in.mails import work
from tickets.models import Message, Ticket


def test_a_signed_message_becomes_a_ticket(client, api):
    answer = post(client, api, a_message(id="order-1", customer={"id": "C-7", "name": "Rina"}))
    work()

    assert (answer.status_code, answer.json()["items"]) == (200, 1)
    message = Message.objects.get()
    assert message.ticket.channel == api.channel
    assert (message.text, message.provider_id) == ("Belum sampai", "order-1")
    assert Customer.objects.get().identities.get().address == "C-7"


def test_what_was_kept_is_committed_before_it_is_answered(client, api):
    answer = post(client, api, body := a_message())

    receipt = Receipt.objects.get(pk=answer.json()["receipt"])
    assert json.loads(bytes(receipt.raw)) == body


@pytest.mark.django_db(transaction=True)
def test_the_answer_costs_one_read_and_one_transaction(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(backlog, "COUNTED_FOR", float("inf"))
    api = an_api()
    post(client, api, a_message())

    with django_assert_num_queries(4):  # the connection; begin, insert, commit
        post(client, api, a_message())


def test_a_batch_is_one_receipt_with_an_item_for_each_message(client, api):
    post(client, api, {"messages": [a_message(), a_message(), a_message()]})
    work()

    assert Receipt.objects.count() == 1
    assert ReceiptItem.objects.filter(outcome="message").count() == 3
    assert Ticket.objects.count() == 3


def test_one_bad_item_holds_up_no_other(client, api):
    """It is dead in the end, where a person sees it; the others went through at once."""
    with an_item_that_breaks("poison"):
        post(client, api, {"messages": [a_message(), a_message(text="poison"), a_message()]})
        work()

        assert Message.objects.count() == 2
        assert ReceiptItem.objects.filter(outcome=None).count() == 1
        receipt = Receipt.objects.get()
        for _ in range(receipt.max_attempts):
            Receipt.objects.filter(state="pending").update(due_at=receipt.received_at)
            work()

    assert ReceiptItem.objects.get(outcome="dead").error
    assert Message.objects.count() == 2
    assert not ReceiptItem.objects.exclude(repeats=0).exists()


def test_the_same_message_again_is_counted_and_not_repeated(client, api):
    body = a_message()

    for _ in range(3):
        post(client, api, body)
    work()

    assert Message.objects.count() == 1
    assert ReceiptItem.objects.get().repeats == 2


def test_a_message_twice_in_one_batch_is_one_message(client, api):
    body = a_message()

    post(client, api, {"messages": [body, body]})
    work()

    assert Message.objects.count() == 1
    assert ReceiptItem.objects.get().repeats == 1


def test_messages_of_one_customer_go_on_with_their_active_ticket(client, api):
    for _ in range(3):
        post(client, api, a_message(customer={"id": "C-7"}))
    work()

    assert Ticket.objects.count() == 1
    assert Ticket.objects.get().messages.count() == 3


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"secret": "another"}, "bad_signature"),
        ({"at": time.time() - 301}, "old_timestamp"),
        ({"at": time.time() + 100_000}, "old_timestamp"),  # far ahead even when its turn comes
        ({"Alur-Signature": "v1=" + "0" * 64}, "bad_signature"),
        ({"Alur-Signature": ""}, "bad_signature"),
        ({"Alur-Signature": "v1=é"}, "bad_signature"),
        ({"Alur-Timestamp": "yesterday"}, "no_timestamp"),
        ({"Alur-Timestamp": ""}, "no_timestamp"),
    ],
)
def test_what_is_not_genuine_is_refused_and_counted(client, api, changed, kind):
    """N67."""
    answer = post(client, api, a_message(), **changed)

    assert answer.status_code == 401
    assert not Receipt.objects.exists()
    assert SecurityEvent.objects.get(connection=api).kind == kind


def test_files_arrive_with_their_message(client, api):
    content = base64.b64encode(b"%PDF-1.4 hello").decode()
    post(
        client,
        api,
        a_message(
            text="", attachments=[{"name": "../nota.pdf", "content_type": "text/html", "content": content}]
        ),
    )
    work()

    attachment = Message.objects.get().attachments.get()
    assert (attachment.name, attachment.content_type, attachment.size) == ("nota.pdf", "application/pdf", 14)


def test_letters_that_cannot_be_stored_do_no_harm(client, api):
    """N68."""
    raw = json.dumps(a_message(id="n68", text="NUL \\u0000 half \\ud800 bidi \\u202e")).replace(
        "\\\\u", "\\u"
    )

    post(client, api, raw.encode())
    work()

    assert ReceiptItem.objects.get().outcome == "message"
    assert "\x00" not in Message.objects.get().text


def test_details_are_shown_below_the_words(client, api):
    post(
        client,
        api,
        a_message(customer={"id": "7", "email": "R@x.example"}, metadata={"order": 12, "vip": True}),
    )
    work()

    assert Message.objects.get().quoted == "email: r@x.example\norder: 12\nvip: True"


def test_who_has_only_a_mail_address_is_who_writes_mails_from_it(client, api):
    post(client, api, a_message(customer={"email": "Rina@People.example"}))
    work()

    identity = Customer.objects.get().identities.get()
    assert (identity.kind, identity.address) == ("mail", "rina@people.example")


def test_a_blocked_sender_waits_in_quarantine(client, api):
    Block.objects.create(kind="domain", value="people.example")

    post(client, api, a_message(customer={"email": "rina@people.example"}))
    work()

    assert ReceiptItem.objects.get().outcome == "quarantined"


class an_item_that_breaks:
    def __init__(self, words: str) -> None:
        self.words = words

    def __enter__(self) -> None:
        with database.cursor() as sql:
            sql.execute(
                "create function break_it() returns trigger language plpgsql as $$ begin"
                f" if new.text = '{self.words}' then raise exception 'broken'; end if; return new; end $$"
            )
            sql.execute(
                "create trigger break_it before insert on tickets_message"
                " for each row execute function break_it()"
            )

    def __exit__(self, *_: object) -> None:
        with database.cursor() as sql:
            sql.execute("drop function break_it() cascade")
