"""Of a mail that comes as text and as HTML, the words are those that its reader would have seen."""

from __future__ import annotations

import pytest

from tests.channels_in.mail.letters import a_parcel, a_part, read


def both(plain: str, html: str) -> str:
    parts = a_part(plain), a_part(html, "text/html; charset=utf-8")
    return read(a_parcel(*parts, kind="alternative")).text


@pytest.mark.parametrize(
    "stand_in",
    [
        "This message is in HTML. Please use a modern mail program.",
        "Untuk melihat pesan ini, silakan gunakan program email yang mendukung HTML.",
        "[cid:logo@x]",
        "-",
    ],
)
def test_a_text_that_only_stands_in_for_the_html_is_not_what_was_said(stand_in: str):
    assert both(stand_in, "<p>Lemari saya retak, minta refund.</p>") == "Lemari saya retak, minta refund."


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("Lemari saya retak.", "<p>Lemari saya <b>retak</b>.</p><p>Dikirim dengan App</p>"),
        ("Lemari saya retak.", "<img src=x>"),
        ("Lemari saya retak <https://x.example>", "<p>Lemari saya <a href=https://x.example>retak</a></p>"),
        ("机が壊れました。", "<p>机が壊れました。</p>"),
        ("ok 👍", "<p>ok <img alt=👍></p>"),
        ("Saya " + "ingin tahu " * 40, "<p>Sesuatu yang lain.</p>"),
    ],
)
def test_a_text_of_its_own_is(plain: str, html: str):
    assert both(plain, html).strip() == plain.strip()


def test_the_place_of_a_picture_is_no_word():
    said = both("Lemari retak [cid:foto.png@01D] lagi.", "<p>Lemari retak <img src=cid:a> lagi.</p>")

    assert said == "Lemari retak  lagi."
