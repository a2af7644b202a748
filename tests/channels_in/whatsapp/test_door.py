"""Whoever knocks in Meta's name proves it, over the very bytes that were sent."""

import pytest

from channels_in.meta.signature import sign
from channels_in.models import Receipt, SecurityEvent
from tests.channels_in.whatsapp.hooks import SECRET, VERIFY, a_number, a_text, as_meta_writes, body, post

pytestmark = pytest.mark.django_db


def greet(client, connection, **query):
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444", **query}
    return client.get(f"/hooks/{connection.token}/", asked)


def test_the_challenge_is_answered_with_itself_and_nothing_else(client):
    answer = greet(client, a_number())

    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hub.verify_token": "another word"},
        {"hub.verify_token": ""},
        {"hub.mode": "unsubscribe"},
        {"hub.challenge": "<script>alert(1)</script>"},
    ],
)
def test_a_greeting_that_is_not_metas_is_refused_and_counted(client, wrong):
    answer = greet(client, a_number(), **wrong)

    assert answer.status_code == 403
    assert b"script" not in answer.content
    assert SecurityEvent.objects.get().kind == "bad_greeting"


def test_the_bytes_that_came_are_what_is_signed(client):
    connection = a_number()
    raw = as_meta_writes(body(connection, a_text("Terima kasih \U0001f64f café / ok")))
    other = raw.replace(b"\\/", b"/")

    assert post(client, connection, raw).status_code == 200
    assert post(client, connection, other, signature=sign(SECRET, raw)).status_code == 401
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=" + "0" * 64, "sha256=" + "0" * 63, "sha1=" + "0" * 40, "SHA256=" + "0" * 64, "0" * 64],
)
def test_without_a_signature_of_ours_nothing_is_kept(client, signature):
    connection = a_number()

    assert post(client, connection, body(connection, a_text()), signature=signature).status_code == 401
    assert not Receipt.objects.exists()
    assert SecurityEvent.objects.get().kind == "bad_signature"


def test_while_a_secret_is_changed_the_older_one_passes(client):
    connection = a_number(secret="the older")
    connection.secrets = {**connection.secrets, "app_secrets": ["the newer", "the older"]}
    connection.save()

    for secret in ("the newer", "the older"):
        assert post(client, connection, body(connection, a_text()), secret=secret).status_code == 200


def test_the_vector_of_the_contract_holds():
    raw = b'{"object":"whatsapp_business_account","entry":[]}'

    assert sign(SECRET, raw).endswith("44a353709ab67ecf0d8ac5a8ed6b50cae4f850174ff084db0119408db112d0b0")
