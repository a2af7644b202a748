"""Header fields: split, unfolded, decoded with fallbacks. Linear in the size of the header."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from channels_in.mail import charset, cleaning
from channels_in.mail.limits import HEADER_BYTES, HEADER_FIELDS, HEADER_VALUE_BYTES

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]{0,20}:")
_QUOTED_SPACES = re.compile(r"\s+")
_CHARSET_LENGTH = 60
# A line that is no field ends the header, unless one of these follows: then it was only debris.
_KNOWN = re.compile(
    rb"(?:from|to|cc|subject|date|received|message-id|mime-version|content-[a-z-]{2,30}|return-path|x-[a-z-]{2,40})"
    rb"[ \t]{0,5}:",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Headers:
    """The fields of one header block in order, names in lower case, values raw but unfolded."""

    fields: list[tuple[str, bytes]] = field(default_factory=list)
    hint: str = ""  # the charset of the body: what raw 8-bit header bytes most likely are
    was_cut: bool = False

    def first(self, name: str) -> bytes:
        return next((value for key, value in self.fields if key == name), b"")

    def all(self, name: str) -> list[bytes]:
        return [value for key, value in self.fields if key == name]

    def has(self, name: str) -> bool:
        return any(key == name for key, _ in self.fields)

    def raw_text(self, name: str) -> str:
        """Structured fields: bytes to text, encoded words left alone."""
        return plain(self.first(name), self.hint)

    def text(self, name: str) -> str:
        """Fields for people, such as the subject."""
        return cleaning.one_line(decode_words(self.raw_text(name)))


def plain(value: bytes, hint: str = "") -> str:
    try:
        return value.decode("utf-8").replace("\x00", "")
    except ValueError:
        return charset.decode(value, hint)[0]


def split_headers(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The header block at `start`, and where its body begins."""
    headers = Headers()
    lines: list[list[bytes]] = []
    position = start
    while position < end and not headers.was_cut:
        line, following = _line_at(raw, position, end)
        if not line.strip():
            position = following
            break
        if line[:1] in b" \t" and lines:
            lines[-1].append(line)
        elif _FIELD.match(line):
            lines.append([line])
        elif line[:1] not in b" \t" and not _is_debris(raw, position, following, start=start, end=end):
            break
        position = following
        headers.was_cut = position - start > HEADER_BYTES or len(lines) > HEADER_FIELDS
    if headers.was_cut:
        position = _after_blank_line(raw, position, end)
    for unfolded in lines[:HEADER_FIELDS]:
        _add_field(headers, unfolded)
    return headers, position


def _after_blank_line(raw: bytes, position: int, end: int) -> int:
    ends = [
        found + len(mark)
        for mark in (b"\n\n", b"\n\r\n")
        if (found := raw.find(mark, position - 1, end)) >= 0
    ]
    return min(ends, default=end)


def _line_at(raw: bytes, position: int, end: int) -> tuple[bytes, int]:
    newline = raw.find(b"\n", position, end)
    following = end if newline < 0 else newline + 1
    return raw[position:following].rstrip(b"\r\n"), following


def _is_debris(raw: bytes, position: int, following: int, *, start: int, end: int) -> bool:
    """A line that is no header field, but the header goes on after it."""
    if position == start and raw[position : position + 6].lstrip(b">").startswith(b"From "):
        return True  # the separator of a mailbox file
    return bool(_KNOWN.match(_line_at(raw, following, end)[0][:300]))


def _add_field(headers: Headers, lines: list[bytes]) -> None:
    name, _, value = lines[0].partition(b":")
    value = b"".join((value, *lines[1:]))
    if len(value) > HEADER_VALUE_BYTES:
        value = value[:HEADER_VALUE_BYTES]
        headers.was_cut = True
    headers.fields.append((name.strip().lower().decode("ascii"), value.strip()))


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
    letters = _QUOTED_SPACES.sub("", coded.decode("ascii", "ignore")).rstrip("=")
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


def parse_date(text: str) -> datetime | None:
    """The date in UTC, or None if it cannot be meant."""
    text = text.strip()[:200]
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        moment = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if 1980 <= moment.year <= 2100 else None
