"""Words in whatever charset and encoding they come, rightly labelled or not."""

from __future__ import annotations

import pytest

from tests.channels_in.mail.letters import a_letter, read


@pytest.mark.parametrize("label", ["utf-8", "latin1", "DEFAULT", "x-unknown", "rot13", "unicode_escape", ""])
def test_any_charset_label_yields_the_words(label: str):
    mail = read(a_letter("Terima kasih, café \\u0041", Content_Type=f"text/plain; charset={label}"))

    assert mail.text == "Terima kasih, café \\u0041"


def test_a_few_foreign_letters_do_not_spoil_the_rest():
    raw = a_letter(
        "Sudah sampai ✓ di café ini, terima kasih banyak. ".encode() + b"\xe9",
        Content_Type="text/plain; charset=utf-8",
    )

    assert read(raw).text == "Sudah sampai ✓ di café ini, terima kasih banyak. é"


def test_windows_letters_under_a_unicode_label_are_read():
    raw = a_letter(b"Harga \x80 5, \x93ok\x94", Content_Type="text/plain; charset=utf-8")

    assert read(raw).text == "Harga € 5, “ok”"


def test_plain_words_that_are_called_base64_stay_words():
    words = "Halo, paket saya belum sampai. Tolong dicek!"

    assert read(a_letter(words, Content_Transfer_Encoding="base64")).text == words


def test_lone_surrogates_become_a_mark():
    mail = read(a_letter("x +2AA- y", Content_Type="text/plain; charset=utf-7"))

    assert mail.text == "x \ufffd y"


def test_base64_with_a_footer_behind_it_is_read_without_the_footer():
    raw = a_letter(
        "SGFsbyBrYWsh\r\n\r\nSGFsbw==\r\n-- \r\nA mailing list: https://list.example/\r\n",
        Content_Transfer_Encoding="base64",
    )

    assert read(raw).text == "Halo kak!Halo"


def test_base64_in_pieces_is_read_to_its_end():
    raw = a_letter("SGFsbw==\r\nIGth\r\naw==\r\n", Content_Transfer_Encoding="base64")

    assert read(raw).text == "Halo kak"
