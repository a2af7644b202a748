"""Whoever knocks in LINE's name proves it, over the very bytes that were sent."""

import base64

import pytest

from channels_in.line.door import sign
from channels_in.models import Receipt, ReceiptItem, SecurityEvent
from tests.channels_in.line.hooks import SECRET, a_line, a_said, body, post
from tests.channels_in.mails import work
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_the_vector_of_the_documentation_holds():
    raw = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    assert sign("8c570fa6dd201bb328f1c1eac23a96d8", raw) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda raw: "", id="none"),
        pytest.param(lambda raw: sign("of another channel", raw), id="another secret"),
        pytest.param(lambda raw: sign(SECRET, raw + b" "), id="another body"),
        pytest.param(lambda raw: base64.b64decode(sign(SECRET, raw)).hex(), id="hex"),
        pytest.param(lambda raw: f"{sign(SECRET, raw)},{sign(SECRET, raw)}", id="doubled"),
        pytest.param(lambda raw: "\xe9" * 44, id="no ASCII"),
    ],
)
def test_without_a_signature_of_ours_nothing_is_kept(client, wrong):
    raw = body(a_said())

    assert post(client, a_line(), raw, signature=wrong(raw)).status_code == 401
    assert not Receipt.objects.exists()
    assert SecurityEvent.objects.get().kind == "bad_signature"


def test_a_channel_without_any_secret_lets_nobody_in(client):
    connection = a_line()
    connection.secrets = {}
    connection.save()

    for secret in ("", "no channel has this secret"):
        assert post(client, connection, body(a_said()), secret=secret).status_code == 401


@pytest.mark.parametrize("header", ["X-Line-Signature", "X-LINE-SIGNATURE", "x-line-signature"])
def test_how_the_header_is_written_does_not_matter(client, header):
    assert post(client, a_line(), body(a_said()), header=header).status_code == 200


def test_escapes_are_signed_as_they_came(client):
    raw = body(a_said()).replace(b"Halo", b"\\u3053\\\\n")

    assert post(client, a_line(), raw).status_code == 200
    work()
    assert Message.objects.get().text.startswith("こ\\n")


def test_verify_is_thanked_for_and_leaves_nothing_to_decide(client):
    assert post(client, a_line(), body()).status_code == 200
    work()

    assert Receipt.objects.get().state == "done"
    assert not ReceiptItem.objects.exists()
