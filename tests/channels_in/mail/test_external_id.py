"""By what a mail is known again."""

from __future__ import annotations

import pytest

from channels_in.mail.external_id import external_id
from tests.channels_in.mail.letters import MAILBOX, a_letter

RAW = a_letter("Halo\r\n\r\nkak\r\n", Message_ID="<1@people.example>")


def id_of(raw: bytes, mailbox: str = MAILBOX) -> str:
    return external_id(raw, mailbox=mailbox)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(RAW.replace(b"\r\n", b"\n"), id="other line ends"),
        pytest.param(RAW.replace(b"\r\n", b"\r"), id="line ends of an old Mac"),
        pytest.param(b"Received: from a by b;\r\n Mon, 2 Nov 2026\r\n" + RAW, id="one hop more"),
        pytest.param(b"Return-Path: <a@b.example>\r\nDelivered-To: x@ours.example\r\n" + RAW, id="delivered"),
        pytest.param(b"X-Spam-Status: No\r\nX-Spam-Score: 1\r\n" + RAW, id="looked at by a filter"),
        pytest.param(
            b"From rina@people.example Mon Nov  2 10:15:00 2026\r\n" + RAW, id="out of a mailbox file"
        ),
        pytest.param(RAW + b"\r\n\r\n", id="blank lines at its end"),
    ],
)
def test_a_mail_is_known_again_whichever_way_it_comes(raw: bytes):
    assert id_of(raw) == id_of(RAW)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(RAW.replace(b"kak", b"mas"), id="other words"),
        pytest.param(RAW.replace(b"Paket", b"Barang"), id="another subject"),
        pytest.param(a_letter("Halo", Message_ID="<1@people.example>"), id="the same Message-ID"),
        pytest.param(
            RAW.replace(b"\r\n\r\nHalo", b"\r\nReceived: x\r\n\r\nHalo\r\n"), id="a blank line inside"
        ),
    ],
)
def test_another_mail_is_another_mail(raw: bytes):
    assert id_of(raw) != id_of(RAW)


def test_the_same_mail_to_two_mailboxes_is_two():
    assert id_of(RAW) != id_of(RAW, "sales@ours.example")


def test_the_writing_of_the_mailbox_does_not_count():
    assert id_of(RAW) == id_of(RAW, " Help@Ours.Example")


def test_a_line_end_across_two_pieces_is_one_line_end():
    body = b"a" * (1024 * 1024 - len(b"X: y\n\n")) + b"\nrest"

    assert id_of(b"X: y\r\n\r\n" + body.replace(b"\n", b"\r\n")) == id_of(b"X: y\n\n" + body)
