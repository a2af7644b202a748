"""Mails made to hurt whoever reads them: each takes a parser's time, memory or stack somewhere."""

from __future__ import annotations

import base64

from tests.channels_in.mail.letters import a_letter, an_html_letter


def _nested_parts() -> bytes:
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000))
    return b"From: a@people.example\n" + opened + b"\nHalo"


def _many_parts() -> bytes:
    return a_letter("--x\n\na\n" * 100_000, Content_Type="multipart/mixed; boundary=x")


def _many_files() -> bytes:
    return a_letter(
        "--x\nContent-Type: image/png\n\nx\n" * 10_000, Content_Type="multipart/mixed; boundary=x"
    )


def _open_formatting() -> str:
    """Each paragraph would get all the open tags again: a million elements out of 400 KB."""
    return "<p>" + "".join(f"<b a={n}>" for n in range(240)) + "</p><p>x" * 60_000


def _hidden_attributes() -> str:
    """One tag with 160,000 attributes, written so that it does not look like one: seconds for any machine."""
    return '<p x=">" ' + " ".join(f"{n:05x}" for n in range(160_000)) + ">Halo"


# What is expected of all: a message with its words, or a failure with a name.
POISON: dict[str, bytes] = {
    "a thousand multiparts in each other": _nested_parts(),
    "mails in mails in mails": b"From: a@people.example\n"
    + b"Content-Type: message/rfc822\n\n" * 1500
    + b"Halo",
    "five thousand parentheses": a_letter(From="(" * 5000),
    "a hundred thousand parts": _many_parts(),
    "ten thousand attachments": _many_files(),
    "a subject of a megabyte": a_letter(Subject=f"=?utf-8?B?{base64.b64encode(b'a' * 700_000).decode()}?="),
    "twenty thousand recipients": a_letter(Cc=", ".join(f"u{n}@people.example" for n in range(20_000))),
    "half a million header fields": b"".join(b"X-%d: y\n" % n for n in range(500_000)) + b"\nHalo",
    "a header folded a million times": b"Subject: " + b" x\n" * 1_000_000,
    "a header of debris": b"From: a@people.example\n" + b"junk\n" * 100_000 + b"Subject: x\n\nHalo",
    "an unknown charset": a_letter("Halo", Content_Type="text/plain; charset=no-such-thing"),
    "a charset that runs code": a_letter("Halo", Content_Type="text/plain; charset=unicode_escape"),
    "parameters without end": a_letter("Halo", Content_Type="text/plain; " + "a*1*=x;" * 9000),
    "escapes without end": a_letter("Halo", Content_Disposition='attachment; filename="' + '\\"' * 30_000),
    "delimiters that are none": a_letter("--xy\n" * 1_000_000, Content_Type="multipart/mixed; boundary=x"),
    "base64 of a million pieces": a_letter("a=" * 2_000_000, Content_Transfer_Encoding="base64"),
    "uuencode that promises more than it holds": a_letter(
        "M\n" * 2_000_000, Content_Transfer_Encoding="x-uuencode"
    ),
    "deep HTML": an_html_letter("<div>" * 200_000),
    "HTML of open formatting": an_html_letter(_open_formatting()),
    "HTML of hidden attributes": an_html_letter(_hidden_attributes()),
    "HTML of ampersands": an_html_letter("&" * 600_000),
    "HTML of angle brackets": an_html_letter("<" * 1_000_000),
    "HTML of open comments": an_html_letter("<!--" * 250_000),
    "HTML of long numbers": an_html_letter("&#99999999999;" * 70_000),
    "On, On, On": a_letter("On a\n" * 200_000),
    "quotes in quotes": a_letter("> " * 500_000),
    "dashes": a_letter("--\n" * 330_000),
    "attributions": a_letter("On 3 Feb 2016 10:00 x\n" * 45_000),
    "a megabyte in one line": a_letter("a" * 1_000_000),
    "a million blank lines": a_letter("\n" * 1_000_000 + "x"),
    "flowed to the end": a_letter(" \n" * 500_000, Content_Type="text/plain; format=flowed"),
    "a report for everybody": a_letter(
        "--x\nContent-Type: message/delivery-status\n\n"
        + "Final-Recipient: rfc822; a@b.example\n\n" * 200_000,
        From="MAILER-DAEMON@people.example",
        Content_Type="multipart/report; boundary=x",
    ),
    "a bounce that explains itself without end": a_letter(
        "could not be delivered to " * 40_000, From="MAILER-DAEMON@people.example", Subject="Undelivered"
    ),
    "zero bytes": a_letter("\x00" * 1_000_000 + "Halo"),
}
