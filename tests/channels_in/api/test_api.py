"""The signed API: what is genuine is kept before it is answered, and comes out as tickets, once."""

from __future__ import annotations

import base64
import json
import threading
import time
from itertools import permutations

import pytest
from django.db import connection as database
from django.test import Client

from channels_in.api import gate
from channels_in.models import Block, IdempotentRequest, Receipt, ReceiptItem, SecurityEvent
from people.models import Company, Customer
from tests.builders import a_reply, an_agent
from tests.channels_in.api.requests import SECRET, a_message, an_api, get, post
from tests.channels_in.mails import a_mailbox, send_due, work
from tickets.actions.attach import attach
from tickets.models import Delivery, Draft, Message, Ticket


@pytest.fixture
def api(db):
    return an_api()


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
    monkeypatch.setattr(gate, "COUNTED_FOR", float("inf"))
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
        ({"at": time.time() + 400}, "old_timestamp"),
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


def test_every_forgery_gets_the_same_answer(client, api):
    answers = [
        post(client, api, a_message(), secret="wrong"),
        post(client, api, a_message(), at=time.time() - 1000),
        post(client, api, a_message(), token="nobodys-token"),
        post(client, an_api(secrets=["theirs"]), a_message()),
        post(client, a_mailbox(), a_message()),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1


def test_a_connection_without_any_secret_lets_nobody_in(client, api):
    api.secrets = {}
    api.save(update_fields=["secrets"])

    assert post(client, api, a_message(), secret="").status_code == 401
    assert post(client, api, a_message(), secret="no connection has this secret").status_code == 401


def test_a_signature_over_other_bytes_that_mean_the_same_is_refused(client, api):
    body = a_message()
    raw = json.dumps(body).encode()
    timestamp = str(int(time.time()))
    from channels_in.api.signature import sign

    answer = client.post(
        f"/hooks/{api.token}/",
        json.dumps(body, indent=1),
        content_type="application/json",
        headers={
            "Alur-Timestamp": timestamp,
            "Alur-Signature": sign(SECRET, timestamp=int(timestamp), signed=raw),
        },
    )

    assert answer.status_code == 401


def test_an_older_secret_works_until_it_is_taken_away(client, db):
    api = an_api(secrets=["new", "old"])

    assert post(client, api, a_message(), secret="old").status_code == 200
    assert post(client, api, a_message(), secret="new").status_code == 200
    api.secrets = {"signing": ["new"]}
    api.save(update_fields=["secrets"])
    assert post(client, api, a_message(), secret="old").status_code == 401


def test_the_same_key_gets_the_first_answer_again(client, api):
    body = a_message()

    first = post(client, api, body, Idempotency_Key="abc")
    again = post(client, api, body, Idempotency_Key="abc")

    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert Receipt.objects.count() == 1


def test_the_same_key_with_another_body_is_refused_and_nothing_of_it_is_kept(client, api):
    post(client, api, a_message(), Idempotency_Key="abc")

    assert post(client, api, a_message(), Idempotency_Key="abc").status_code == 409
    assert Receipt.objects.count() == 1


def test_a_key_is_a_connections_own(client, api):
    body = a_message()

    post(client, api, body, Idempotency_Key="abc")
    other = post(client, an_api(), body, Idempotency_Key="abc")

    assert "Idempotency-Replayed" not in other


@pytest.mark.django_db(transaction=True)
def test_copies_with_one_key_at_the_same_moment_are_one_receipt():
    api = an_api()
    body = a_message()
    answers = []

    def send() -> None:
        answers.append(post(Client(), api, body, Idempotency_Key="burst"))
        database.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert Receipt.objects.count() == 1
    assert IdempotentRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_first_messages_of_one_customer_at_the_same_moment_make_one_ticket():
    """R6: the customer is known already, so only the lock in the database stands between them."""
    api = an_api()
    post(Client(), api, a_message(customer={"id": "C-7"}))
    work()
    long_ago = "2026-01-01T00:00Z"
    Ticket.objects.update(status="closed", resolved_at=long_ago, closed_at=long_ago, unassigned_reason="")
    for _ in range(6):
        post(Client(), api, a_message(customer={"id": "C-7"}))

    def worker() -> None:
        from channels_in import intake

        intake.take_in_due(intake.REST)
        database.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work()

    assert Ticket.objects.exclude(status="closed").count() == 1
    assert Message.objects.count() == 7


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        (b"{", "", "not_json"),
        (b"[" * 100_000, "", "not_json"),
        (b'{"id": NaN}', "", "not_json"),
        (b"\xff\xfe", "", "not_json"),
        (b"[]", "", "not_an_object"),
        (b"{}", "id", "missing"),
        (b'{"messages": []}', "", "nothing_in_it"),
        (b'{"messages": {}}', "messages", "not_a_list"),
        ({"messages": [7]}, "messages.0", "not_an_object"),
        ({"messages": [a_message()] * 101}, "messages", "too_many"),
        (a_message(id=7), "id", "not_text"),
        (a_message(id=" "), "id", "missing"),
        (a_message(id="x" * 201), "id", "too_long"),
        (a_message(id="status:1"), "id", "reserved_id"),
        (a_message(text=""), "text", "no_text"),
        (a_message(text="x" * 100_001), "text", "too_long"),
        (a_message(customer={}), "customer", "nobody"),
        (a_message(customer={"id": "1", "phone": "2"}), "customer.phone", "unknown_name"),
        (a_message(customer={"email": "nobody"}), "customer.email", "not_an_address"),
        (a_message(sent_at="yesterday"), "sent_at", "not_a_time"),
        (a_message(sent_at="2026-11-20T10:00:00"), "sent_at", "no_offset"),
        (a_message(teks="x"), "teks", "unknown_name"),
        (a_message(metadata={"a": {}}), "metadata.a", "not_plain"),
        (a_message(attachments=[{"name": "a", "content": "%"}]), "attachments.0.content", "not_base64"),
        (a_message(attachments=[{"content": ""}]), "attachments.0.name", "missing"),
        ({"statuses": [{"message": 1, "status": "eaten"}]}, "statuses.0.status", "unknown_status"),
        ({"statuses": [{"message": "1", "status": "read"}]}, "statuses.0.message", "not_a_message"),
    ],
)
def test_what_cannot_be_understood_is_told_where_and_why_and_is_not_kept(client, api, body, path, code):
    answer = post(client, api, body, Accept_Language="id")

    assert answer.status_code == 400
    errors = {(error["path"], error["code"]) for error in answer.json()["errors"]}
    assert (path, code) in errors
    assert all(error["words"] for error in answer.json()["errors"])
    assert not Receipt.objects.exists()


def test_all_faults_are_told_at_once(client, api):
    answer = post(client, api, {"messages": [a_message(id=1, text=2), a_message(customer={})]})

    assert len(answer.json()["errors"]) >= 3


def test_what_is_too_large_is_refused(client, api, monkeypatch):
    monkeypatch.setattr(gate, "LARGEST", 1000)

    answer = post(client, api, a_message(text="x" * 2000))

    assert answer.status_code == 413
    assert not Receipt.objects.exists()


def test_too_many_at_once_are_asked_to_wait(client, db):
    api = an_api(per_second=3)

    answers = [post(client, api, a_message()) for _ in range(5)]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert [answer.status_code for answer in answers[:3]] == [200, 200, 200]
    assert refused
    assert int(refused[0]["Retry-After"]) >= 1
    assert post(client, an_api(), a_message()).status_code == 200


def test_a_ledger_that_is_behind_takes_nothing_more(client, api, monkeypatch):
    post(client, api, a_message())
    monkeypatch.setattr(gate, "MOST_WAITING", 0)
    monkeypatch.setattr(gate, "COUNTED_FOR", -1.0)

    answer = post(client, api, a_message())

    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_refuses_is_answered_with_503(client):
    from tests.channels_in.smtp.test_front_door import commits_failing

    api = an_api()

    with commits_failing():
        answer = post(client, api, a_message())

    assert answer.status_code == 503
    assert not Receipt.objects.exists()


def test_a_full_disk_is_answered_with_503(client, api, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "full"
    settings.DATA_DIR.touch()

    answer = post(client, api, a_message(text="x" * 90_000))

    assert answer.status_code == 503
    assert not Receipt.objects.exists()


def test_a_channel_that_is_switched_off_says_so_to_its_own_client(client, api):
    api.channel.is_active = False
    api.channel.save(update_fields=["is_active"])

    assert post(client, api, a_message()).status_code == 403


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


def test_what_became_of_a_request_can_be_asked(client, api):
    receipt = post(client, api, a_message(id="order-9")).json()["receipt"]
    before = get(client, api, f"receipts/{receipt}/").json()
    work()

    after = get(client, api, f"receipts/{receipt}/").json()

    number = f"{Company.current().ticket_prefix}-{Ticket.objects.get().pk}"
    assert before["items"] == []
    assert after["items"][0]["id"] == "order-9"
    assert (after["items"][0]["outcome"], after["items"][0]["ticket"]) == ("message", number)


def test_another_connections_request_cannot_be_asked(client, api):
    receipt = post(client, api, a_message()).json()["receipt"]

    assert get(client, an_api(), f"receipts/{receipt}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_our_answers_are_fetched_in_order_and_each_once(client):
    api = an_api()
    ticket = a_ticket_of(client, api)
    start = get(client, api, "messages/").json()
    assert start["messages"] == []
    for words in ("one", "two"):
        a_reply(ticket, text=words)
        send_due()

    page = get(client, api, "messages/", after=start["next"]).json()
    rest = get(client, api, "messages/", after=page["next"]).json()

    assert [message["text"] for message in page["messages"]] == ["one", "two"]
    assert page["messages"][0]["customer"] == "C-7"
    assert rest["messages"] == []


@pytest.mark.django_db(transaction=True)
def test_more_answers_than_a_page_holds_come_in_pages(client, monkeypatch):
    api = an_api()
    from channels_in.api import outbox

    monkeypatch.setattr(outbox, "PAGE", 2)
    ticket = a_ticket_of(client, api)
    cursor = get(client, api, "messages/").json()["next"]
    for words in "abcde":
        a_reply(ticket, text=words)
    send_due()

    found = []
    while True:
        page = get(client, api, "messages/", after=cursor).json()
        found += [message["text"] for message in page["messages"]]
        cursor = page["next"]
        if not page["more"]:
            break

    assert found == list("abcde")


@pytest.mark.django_db(transaction=True)
def test_answers_of_other_channels_and_what_is_not_sent_yet_are_not_shown(client):
    api = an_api()
    other = an_api()
    ticket = a_ticket_of(client, api)
    cursor = get(client, other, "messages/").json()["next"]
    a_reply(ticket, text="for the first")
    send_due()
    a_reply(ticket, text="not yet due")

    assert get(client, other, "messages/", after=cursor).json()["messages"] == []
    assert [one["text"] for one in get(client, api, "messages/").json()["messages"]] == ["for the first"]


@pytest.mark.parametrize("cursor", ["x", "MTo6", "!!!", "bm90IGEgc25hcHNob3R-fjA="])
def test_a_cursor_that_we_never_gave_out_is_refused(client, api, cursor):
    assert get(client, api, "messages/", after=cursor).status_code == 400


def test_nobody_reads_our_answers_without_the_secret(client, api):
    assert get(client, api, "messages/", secret="wrong").status_code == 401
    assert client.get(f"/hooks/{api.token}/messages/").status_code == 401


def test_files_of_our_answers_are_fetched_with_a_signature(client, api):
    ticket = a_ticket_of(client, api)
    agent = an_agent()
    attach(ticket, agent=agent, kind="reply", name="nota.pdf", chunks=[b"%PDF-1.4"])
    a_reply(ticket, agent=agent, attachments_of_draft=Draft.objects.get())
    send_due()
    [file] = get(client, api, "messages/").json()["messages"][0]["files"]

    answer = get(client, api, f"files/{file['key']}/")

    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert answer["Content-Type"] == "application/octet-stream"
    assert get(client, an_api(), f"files/{file['key']}/").status_code == 404


@pytest.mark.parametrize("order", list(permutations(["delivered", "read"])))
def test_how_far_an_answer_got_only_rises(client, api, order):
    """R7: in whatever order the carrier tells."""
    ticket = a_ticket_of(client, api)
    answer = a_reply(ticket)
    send_due()

    for status in order:
        post(client, api, {"statuses": [{"message": answer.pk, "status": status}]})
        work()

    assert Delivery.objects.get().status == "read"
    assert set(ReceiptItem.objects.filter(outcome="update").values_list("reason", flat=True)) == set(order)


def test_a_report_about_another_channels_message_changes_nothing(client, api):
    ticket = a_ticket_of(client, api)
    answer = a_reply(ticket)
    send_due()

    post(client, other := an_api(), {"statuses": [{"message": answer.pk, "status": "failed"}]})
    work()

    assert Delivery.objects.get().status == "sent"
    item = ReceiptItem.objects.get(channel=other.channel)
    assert (item.outcome, item.reason) == ("ignored", "unknown_message")


def test_reading_never_writes_and_writing_is_never_a_get(client, api):
    assert client.get(f"/hooks/{api.token}/").status_code == 405
    assert client.post(f"/hooks/{api.token}/messages/").status_code == 405


def a_ticket_of(client: Client, api) -> Ticket:
    post(client, api, a_message(customer={"id": "C-7"}))
    work()
    return Ticket.objects.latest("pk")


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
