"""Japanese mail of Windows: ISO-2022-JP by its label, with letters that the standard does not have."""

from __future__ import annotations

import base64
from contextlib import suppress

import pytest

from channels_in.mail import windows_jis
from tests.channels_in.mail.letters import a_letter, read

ONE, STOCK, TWO = b"\x2d\x21", b"\x2d\x6a", b"\x2d\x22"  # ① ㈱ ②
# Where Windows and the standard call one sign by two names.
OTHERWISE = dict(zip("〜‖−¢£¬", "～∥－￠￡￢", strict=True))  # noqa: RUF001


def jis(text: str, vendor: bytes = b"") -> bytes:
    """Text of the standard, with vendors' letters in its midst where it has a "*"."""
    before, _, after = text.partition("*")
    shifted = b"\x1b$B" + vendor + b"\x1b(B" if vendor else b""
    raw = before.encode("iso2022_jp") + shifted + after.encode("iso2022_jp")
    return raw.replace(b"\x1b(B\x1b$B", b"")


@pytest.mark.parametrize(
    ("vendor", "letters"),
    [(ONE, "①"), (STOCK, "㈱"), (ONE + TWO + STOCK, "①②㈱"), (b"\x79\x21", "纊"), (b"", "")],
)
def test_letters_of_vendors_are_read_among_the_others(vendor: bytes, letters: str):
    raw = a_letter(
        jis("はじめまして。\n(100 cm) 机*です。\\n", vendor), Content_Type="text/plain; charset=iso-2022-jp"
    )

    mail = read(raw)

    assert mail.text == f"はじめまして。\n(100 cm) 机{letters}です。\\n"
    assert mail.notes == ()


def test_they_are_read_in_a_subject_as_well():
    word = base64.b64encode(jis("机*", ONE)).decode()

    assert read(a_letter(Subject=f"=?ISO-2022-JP?B?{word}?=")).subject == "机①"


def test_half_width_letters_stand_beside_them():
    assert windows_jis.decode(b"\x1b(I\x31\x32\x1b$B\x2d\x21\x1b(B") == "ｱｲ①"


def test_a_letter_cut_in_half_costs_no_other():
    assert windows_jis.decode(b"\x1b$B\x2d\x21\x24\x1b(Bab").endswith("ab")
    assert windows_jis.decode(b"\x1b$B\x2d\x21\x24\nab").startswith("①")


def test_every_letter_of_the_standard_is_the_one_it_says():
    wrong = {}
    for row in range(1, 95):
        for place in range(1, 95):
            raw = b"\x1b$B" + bytes((0x20 + row, 0x20 + place)) + b"\x1b(B"
            with suppress(UnicodeDecodeError):
                known = raw.decode("iso2022_jp")
                if windows_jis.decode(raw) != known:
                    wrong[known] = windows_jis.decode(raw)

    assert wrong == OTHERWISE
