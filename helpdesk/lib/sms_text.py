"""How many parts a text takes on the air, which is what is paid for. Pure.

Source: 3GPP TS 23.038 (the letters that are cheap) and 23.040 (how a long text is cut).
"""

from __future__ import annotations

COMMON = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€\f")  # common as well, but takes two places
ALONE, EACH = 160, 153  # places of a text that is one part, and of each part of a longer one
WIDE_ALONE, WIDE_EACH = 70, 67  # if any letter is not common
LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        "\u2026": "...",
        "\t": " ",
    }
)


LETTERS = {  # for composer/text_messages.js, which counts while somebody types
    "common": "".join(sorted(COMMON)),
    "double": "".join(sorted(DOUBLE)),
    "plain": {chr(code): plain for code, plain in LOOK_ALIKES.items()},
}


def with_common_letters(text: str) -> str:
    """Typographic marks as plain ones, if that makes the whole text cheap; else as it was written."""
    plain = text.translate(LOOK_ALIKES)
    return plain if is_common(plain) else text


def is_common(text: str) -> bool:
    return all(letter in COMMON or letter in DOUBLE for letter in text)


def parts_of(text: str) -> int:
    """No letter is ever cut between two parts."""
    if is_common(text):
        return _count([2 if letter in DOUBLE else 1 for letter in text], ALONE, EACH)
    return _count([2 if ord(letter) > 0xFFFF else 1 for letter in text], WIDE_ALONE, WIDE_EACH)


def _count(sizes: list[int], alone: int, each: int) -> int:
    if sum(sizes) <= alone:
        return min(len(sizes), 1)
    parts, used = 1, 0
    for size in sizes:
        if used + size > each:
            parts, used = parts + 1, 0
        used += size
    return parts
