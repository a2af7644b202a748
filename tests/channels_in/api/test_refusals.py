"""What the signed API does not take, and how it says so."""

from __future__ import annotations

import pytest

from channels_in.backlog import Backlog
from channels_in.hooks import gate
from channels_in.models import Receipt
from tests.channels_in.api.requests import a_message, an_api, post


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
        (a_message(sent_at="9999-12-31T23:59:59-23:59"), "sent_at", "not_a_time"),
        (a_message(sent_at="0001-01-01T00:00:00+23:59"), "sent_at", "not_a_time"),
        (a_message(sent_at="9999-12-31T23:59:59+00:00"), "sent_at", "not_a_time"),
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
    monkeypatch.setattr(gate, "backlog", Backlog(most=0))

    answer = post(client, api, a_message())

    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_refuses_is_answered_with_503(client):
    from tests.channels_in.ledger_trouble import commits_failing

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
