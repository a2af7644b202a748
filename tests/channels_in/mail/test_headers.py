"""The header of a mail: names, subjects, dates and ids, however they are broken."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from channels_in.mail.addresses import parse_addresses
from channels_in.mail.encoded_words import decode_words
from channels_in.mail.headers import parse_date
from channels_in.messages import Note
from tests.channels_in.mail.letters import a_letter, read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("=?utf-8?Q?Br=C3=BChe?=", "Brühe", id="quoted-printable"),
        pytest.param("=?UTF-8?B?QnLDvGhl?=", "Brühe", id="base64"),
        pytest.param("=?utf-8?B?QnLD?= =?utf-8?B?vGhl?=", "Brühe", id="one letter cut in two words"),
        pytest.param(
            "Re: =?iso-8859-1?Q?Br=FChe_warm?= bitte", "Re: Brühe warm bitte", id="among plain words"
        ),
        pytest.param("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab", id="space between words is no space"),
        pytest.param("=?NONE?B?VEVTVA=?=", "TEST", id="unknown charset, broken padding"),
        pytest.param("=?iso-2022-jp?B?g2OBW4OL?=", "ツール", id="eight-bit Japanese under a seven-bit name"),
        pytest.param("=?utf-8?X?nothing?=", "=?utf-8?X?nothing?=", id="no known encoding"),
        pytest.param("1 =? 2", "1 =? 2", id="no encoded word at all"),
    ],
)
def test_an_encoded_word_is_read_as_it_was_meant(written: str, meant: str):
    assert decode_words(written) == meant


@pytest.mark.parametrize(
    ("field", "addresses"),
    [
        pytest.param(
            '"Müller, Bernd" <B.M@Example.COM.>', [("Müller, Bernd", "B.M@example.com")], id="quoted comma"
        ),
        pytest.param("Smith, John <j@x.example>", [("Smith, John", "j@x.example")], id="unquoted comma"),
        pytest.param("m@x.example (Marc Smith)", [("Marc Smith", "m@x.example")], id="name in a comment"),
        pytest.param('"open <a@b.example>', [("open", "a@b.example")], id="quote never closed"),
        pytest.param(
            "Team: a@x.example, B <b@x.example>;", [("", "a@x.example"), ("B", "b@x.example")], id="group"
        ),
        pytest.param("undisclosed-recipients:;", [], id="empty group"),
        pytest.param(
            '"=?utf-8?Q?J=C3=B6rg?=" <j@x.example>', [("Jörg", "j@x.example")], id="encoded in quotes"
        ),
        pytest.param("=?utf-8?Q?Foo_<a@b.example>?=", [("Foo", "a@b.example")], id="all in one encoded word"),
        pytest.param("<mailto:a@b.example>", [("", "a@b.example")], id="mailto"),
        pytest.param("a@b.example; c@d.example", [("", "a@b.example"), ("", "c@d.example")], id="semicolons"),
        pytest.param('"我" <>', [("我", "")], id="name without an address"),
        pytest.param("a@b.example c@d.example", [("", "a@b.example")], id="two addresses run together"),
    ],
)
def test_an_address_list_is_read_as_it_was_meant(field: str, addresses: list[tuple[str, str]]):
    assert [(found.name, found.address) for found in parse_addresses(field)] == addresses


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mon, 2 Nov 2026 10:15:00 +0700", datetime(2026, 11, 2, 3, 15, tzinfo=UTC)),
        ("2 Nov 2026 10:15:00 GMT", datetime(2026, 11, 2, 10, 15, tzinfo=UTC)),
        ("2026-11-02T10:15:00+07:00", datetime(2026, 11, 2, 3, 15, tzinfo=UTC)),
        ("Mon, 02 Nov 2026 10:15:00 WIB", datetime(2026, 11, 2, 3, 15, tzinfo=UTC)),
        ("Mon, 02 Nov 2026 10:15:00 +0700 (WIB)", datetime(2026, 11, 2, 3, 15, tzinfo=UTC)),
        ("Senin, 02 Nop 2026 10:15:00 WIT", datetime(2026, 11, 2, 1, 15, tzinfo=UTC)),
        ("02 Mei 2026 10:15:00 WITA", datetime(2026, 5, 2, 2, 15, tzinfo=UTC)),
        ("17 Agustus 2026 10:15:00 +0700", datetime(2026, 8, 17, 3, 15, tzinfo=UTC)),
        ("Mon, 99 Foo 2026", None),
        ("Mon, 1 Jan 1602 00:00:00 +0000", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_refused(written: str, meant: datetime | None):
    assert parse_date(written) == meant


def test_a_line_break_hidden_in_a_subject_becomes_a_space():
    mail = read(a_letter(Subject="=?utf-8?B?aGkNCkJjYzogZXZpbEB4LmV4YW1wbGU=?="))

    assert mail.subject == "hi Bcc: evil@x.example"


def test_a_control_character_hidden_in_a_subject_becomes_a_space():
    assert read(a_letter(Subject="=?utf-8?Q?red=1B[31mtext?=")).subject == "red [31mtext"


def test_a_line_break_hidden_in_a_name_becomes_a_space():
    mail = read(a_letter(From="=?utf-8?Q?Eve=0D=0ABcc:_x?= <eve@people.example>"))

    assert mail.sender.name == "Eve Bcc: x"


def test_a_name_that_turns_the_reading_direction_is_straightened():
    mail = read(a_letter(From="\u202egro.knab\u200b <eve@people.example>"))

    assert mail.sender.name == "gro.knab"


def test_zero_bytes_are_dropped_everywhere():
    mail = read(a_letter("a\x00b", Subject="c\x00d", From="e\x00f <g@people.example>"))

    assert (mail.text, mail.subject, mail.sender.name) == ("ab", "cd", "ef")


def test_a_sender_in_a_broken_charset_is_one_sender():
    raw = a_letter().replace(b"Rina <", b"=?x-bogus?Q?J=F6rg?= <")

    assert (read(raw).sender.name, read(raw).sender.address) == ("Jörg", "rina@people.example")


def test_raw_letters_in_a_header_are_read_in_the_charset_of_the_body():
    raw = a_letter("x", Content_Type="text/plain; charset=gb2312").replace(b"Paket", "中層".encode("gb18030"))

    assert read(raw).subject == "中層 belum sampai"


def test_without_from_the_answer_goes_to_whoever_else_is_named():
    mail = read(a_letter(From="", Reply_To="b@people.example"))

    assert mail.sender.address == "b@people.example"
    assert Note.FROM_MISSING in mail.notes


def test_without_any_sender_the_mail_is_read_all_the_same():
    mail = read(a_letter(From=""))

    assert mail.sender.address == ""
    assert mail.text == "Halo.\n"


@pytest.mark.parametrize(("stated", "read_as"), [("<>", ""), ("<a@b.example>", "a@b.example"), ("", None)])
def test_the_null_sender_differs_from_no_statement(stated: str, read_as: str | None):
    assert read(a_letter(Return_Path=stated)).return_path == read_as


def test_lines_that_a_program_forgot_to_indent_do_not_end_the_header():
    raw = b"X-Tracker: abc\r\nnot indented at all\r\nnor this\r\n" + a_letter()

    assert read(raw).subject == "Paket belum sampai"


def test_a_mail_may_come_with_any_line_end():
    plain = a_letter("one\r\ntwo\r\n")

    texts = {read(plain.replace(b"\r\n", end)).text for end in (b"\r\n", b"\n", b"\r")}

    assert texts == {"one\ntwo\n"}


def test_what_servers_state_about_the_sender_is_kept_in_their_order():
    mail = read(
        a_letter(
            Authentication_Results="mx.ours.example; spf=pass (ip ok) smtp.mailfrom=a@people.example; "
            "dkim=fail header.d=people.example; dmarc=none"
        )
    )

    stated = [(result.server, result.method, result.result, result.domain) for result in mail.authentication]
    assert stated == [
        ("mx.ours.example", "spf", "pass", "people.example"),
        ("mx.ours.example", "dkim", "fail", "people.example"),
        ("mx.ours.example", "dmarc", "none", ""),
    ]
