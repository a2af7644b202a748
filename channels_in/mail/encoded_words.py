"""RFC 2047: text in other characters inside header fields, as it should stand there and as it does."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable

from channels_in.mail import charset

_SPACES = re.compile(r"\s+")
_CHARSET_LENGTH = 60


def decode_words(text: str) -> str:
    """RFC 2047 encoded words wherever they stand, also where they must not; the rest as it is."""
    if "=?" not in text:
        return text
    done: list[str] = []
    pending: list[tuple[str, bytes]] = []  # neighbours of one charset are joined before decoding
    position = 0
    last_end = text.rfind("?=")
    while 0 <= (start := text.find("=?", position)) < last_end:
        word = _word_at(text, start)
        if word is None:
            done += [*_decoded(pending), text[position : start + 2]]
            pending, position = [], start + 2
            continue
        between = text[position:start]
        if between.strip() or not pending:
            done += [*_decoded(pending), between]
            pending = []
        label, data, position = word
        pending.append((label, data))
    return "".join([*done, *_decoded(pending), text[position:]])


def _word_at(text: str, start: int) -> tuple[str, bytes, int] | None:
    """Charset, bytes and end of the encoded word at `start`."""
    mark = text.find("?", start + 2, start + 2 + _CHARSET_LENGTH)
    if mark < 0 or text[mark + 2 : mark + 3] != "?":
        return None
    encoding = text[mark + 1].lower()
    end = text.find("?=", mark + 3) if encoding in "bq" else -1
    if end < 0:
        return None
    coded = text[mark + 3 : end].encode("utf-8", "replace")
    data = _from_base64(coded) if encoding == "b" else binascii.a2b_qp(coded, header=True)
    return text[start + 2 : mark], data, end + 2


def _from_base64(coded: bytes) -> bytes:
    letters = _SPACES.sub("", coded.decode("ascii", "ignore")).rstrip("=")
    try:
        return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))
    except binascii.Error:
        try:
            return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
        except binascii.Error:
            return coded


def _decoded(words: Iterable[tuple[str, bytes]]) -> list[str]:
    joined: list[tuple[str, bytes]] = []
    for label, data in words:
        if joined and joined[-1][0].lower() == label.lower():
            joined[-1] = (label, joined[-1][1] + data)
        else:
            joined.append((label, data))
    return [charset.decode(data, label)[0] for label, data in joined]
