# ruff: noqa: E501 - the pieces stand together
"""Whatever bytes come: a mail or a failure with a name, in clean text, never an exception of another kind."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_in.mail.addresses import parse_addresses
from channels_in.mail.encoded_words import decode_words
from channels_in.mail.failures import ParseFailed
from channels_in.mail.html_to_text import crude_text, html_to_text
from channels_in.mail.parameters import split_value
from channels_in.mail.read import read_mail, read_mail_crudely
from channels_in.mail.reply_text import split_reply
from channels_in.mail.safe_html import sanitise
from channels_in.mail.transfer import undo_encoding

few = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Pieces that mails are made of, in any order.
PIECES = [
    b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Content-Type: ", b"Content-Transfer-Encoding: base64\n",
    b"Content-Disposition: attachment; filename=", b"multipart/mixed; boundary=x\n", b"message/rfc822\n",
    b"text/html; charset=", b"text/plain; format=flowed\n", b"utf-8", b"iso-2022-jp\n", b"\n\n", b"\r\n", b"\n",
    b"--x\n", b"--x--\n", b"=?utf-8?B?", b"?=", b"<a@b.example>", b'"', b"(", b";", b",", b"> ", b"-- \n",
    b"<div>", b"<img src='cid:", b"</p>", b"&#", b"Pada 2 Nov 2026 10.15 A <a@b.example> menulis:\n", b"\x00", b"\xff\xfe",
    b"begin 644 a\n", b"message/delivery-status\n", b"Final-Recipient: rfc822; ", b"\xf0\x9f\x98\x80", b"application/ms-tnef\n",
    b"\x78\x9f\x3e\x22", b"text/calendar\n", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261331T996199Z\n",
]  # fmt: skip
mails = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=12)), max_size=60).map(b"".join)


def is_clean(text: str) -> bool:
    text.encode()  # no lone surrogate
    return "\x00" not in text


@few
@given(mails)
def test_any_bytes_are_a_mail_or_a_named_failure(raw: bytes):
    for read in (read_mail, read_mail_crudely):
        try:
            mail = read(raw, mailbox="help@ours.example")
        except ParseFailed:
            continue
        assert "".join(segment.text for segment in mail.segments) == mail.text
        for text in (
            mail.text,
            mail.html,
            mail.subject,
            mail.sender.name,
            mail.sender.address,
            mail.message_id,
        ):
            assert is_clean(text)
        assert not re.search(r"[\r\n]", mail.subject + mail.sender.name + mail.sender.address)
        for attachment in mail.attachments:
            assert attachment.name
            assert is_clean(attachment.name)
            assert not re.search(r"[/\\\r\n]", attachment.name)


@few
@given(st.text())
def test_any_field_can_be_read(text: str):
    list(parse_addresses(text))
    decode_words(text)
    split_value(text)


@few
@given(st.binary(), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "7bit", "nonsense"]))
def test_any_encoding_can_be_undone(data: bytes, encoding: str):
    undo_encoding(data, encoding)


@few
@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "/", "b", "p", "img", ' src="', "http://x", '"', "&", "#1", ";", "<!--", "-->", " "]
        )
    ).map("".join)
)
def test_any_html_is_made_harmless_and_readable(source: str):
    safe = sanitise(source, {}).html

    assert (
        sanitise(safe.replace("data-remote-src", "src"), {}).html == safe
    )  # nothing new appears the second time
    html_to_text(safe)
    crude_text(source)


@few
@given(
    st.lists(
        st.sampled_from(
            [
                "> ",
                "On 2 Nov 2026 10:15 ",
                "A <a@b.example>",
                " wrote:",
                "\n",
                "-- ",
                "--",
                "Dari: ",
                "Kepada: ",
                "Perihal: x",
                "a",
                "___",
            ]
        )
    ).map("".join)
)
def test_any_reply_rejoins_to_the_whole(text: str):
    assert "".join(segment.text for segment in split_reply(text)) == text
