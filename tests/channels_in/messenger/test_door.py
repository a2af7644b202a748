"""Whoever knocks for a page or an account proves to be Meta, over the very bytes that were sent."""

import json

import pytest

from channels_in.meta.signature import sign
from channels_in.models import Receipt, ReceiptItem, SecurityEvent
from tests.channels_in.direct.hooks import (
    SECRET,
    VERIFY,
    a_page,
    a_text,
    an_account,
    an_entry,
    arrives,
    as_meta_writes,
    body,
    post,
)

pytestmark = pytest.mark.django_db
VECTOR = (
    rb'{"object":"page","entry":[{"id":"1","time":1458692752478,"messaging":[{"sender":{"id":"2"},'
    rb'"recipient":{"id":"1"},"timestamp":1458692752478,"message":{"mid":"m_1","text":"\u00e4\u00f6\u00e5 '
    rb'\ud83d\ude00 https:\/\/a.id\/x"}}]}]}'
)
SIGNATURE = "93e04c228c679b428c0f9ef34eaebb33722008b6c10aa54c1afcc74b90afaf41"


def greet(client, connection, **query):
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444", **query}
    return client.get(f"/hooks/{connection.token}/", asked)


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
def test_the_handshake_is_answered_with_the_challenge_alone(client, kind):
    answer = greet(client, an_account(kind))

    assert (answer.status_code, answer.content) == (200, b"1158201444")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hub.verify_token": "another"},
        {"hub.mode": "unsubscribe"},
        {"hub.challenge": "<script>alert(1)</script>"},
    ],
)
def test_a_handshake_that_is_not_metas_is_refused_and_counted(client, wrong):
    assert greet(client, a_page(), **wrong).status_code == 403
    assert SecurityEvent.objects.get().kind == "bad_greeting"


def test_the_bytes_of_the_contract_verify_and_the_same_written_otherwise_do_not(client):
    connection = a_page(address="1")
    otherwise = json.dumps(json.loads(VECTOR), separators=(",", ":"), ensure_ascii=False).encode()
    signed = {"X-Hub-Signature-256": f"sha256={SIGNATURE}"}

    assert sign(SECRET, VECTOR) == f"sha256={SIGNATURE}"
    assert post(client, connection, otherwise, **signed).status_code == 401
    assert post(client, connection, VECTOR, **signed).status_code == 200
    assert post(client, connection, VECTOR, **signed).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X-Other": "1"}, id="none"),
        pytest.param({"X-Hub-Signature": "sha1=" + "0" * 40}, id="the older one alone"),
        pytest.param({"X-Hub-Signature-256": f"SHA256={SIGNATURE}"}, id="prefix in capitals"),
        pytest.param({"X-Hub-Signature-256": f"sha256={SIGNATURE[:-1]}0"}, id="one sign off"),
    ],
)
def test_without_a_right_signature_nothing_is_kept(client, headers):
    assert post(client, a_page(address="1"), VECTOR, **headers).status_code == 401
    assert not Receipt.objects.exists()
    assert SecurityEvent.objects.get().kind == "bad_signature"


def test_a_body_signed_for_another_app_is_refused(client):
    connection = a_page()
    an_account(secret="of another app")

    raw = as_meta_writes(body(an_entry(connection, a_text(connection))))

    assert post(client, connection, raw, secret="of another app").status_code == 401


def test_an_exact_replay_is_thanked_for_and_counted(client):
    connection = a_page()
    said = a_text(connection)
    for _ in range(2):
        item = arrives(client, connection, said)

    assert (item.outcome, item.repeats) == ("message", 1)


def test_for_a_channel_that_is_off_meta_hears_no_refusal(client):
    connection, sister = a_page(is_active=False), a_page()
    data = body(an_entry(connection, a_text(connection)), an_entry(sister, a_text(sister)))

    answer = post(client, connection, data)
    arrives(client, sister, a_text(sister))

    assert answer.status_code == 200
    items = ReceiptItem.objects.values_list("channel", "outcome", "reason")
    assert (connection.channel_id, "ignored", "switched_off") in items
    assert (sister.channel_id, "message", "") in items
