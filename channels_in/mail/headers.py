"""Header fields: split, unfolded, decoded with fallbacks. Linear in the size of the header."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from channels_in.mail import charset, cleaning
from channels_in.mail.encoded_words import decode_words
from channels_in.mail.limits import HEADER_BYTES, HEADER_FIELDS, HEADER_VALUE_BYTES

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]{0,20}:")
_MAILBOX_SEPARATOR = re.compile(rb">?From ")
_DEBRIS_LINES = 200  # a long field that some program wrote without indenting its lines
_WORD = re.compile(r"[A-Za-z]{3,9}")
_INDONESIAN = {
    "wib": "+0700", "wita": "+0800", "wit": "+0900",
    "januari": "Jan", "februari": "Feb", "pebruari": "Feb", "peb": "Feb", "maret": "Mar", "mei": "May",
    "juni": "Jun", "juli": "Jul", "agustus": "Aug", "agu": "Aug", "agt": "Aug", "ags": "Aug",
    "oktober": "Oct", "okt": "Oct", "nopember": "Nov", "nop": "Nov", "desember": "Dec", "des": "Dec",
}  # fmt: skip
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
    position = _after_separator(raw, start, end)
    while position < end and not headers.was_cut:
        line, following = _line_at(raw, position, end)
        if not line.strip():
            position = following
            break
        if line[:1] in b" \t" and lines:
            lines[-1].append(line)
        elif _FIELD.match(line):
            lines.append([line])
        elif not (following := _next_known(raw, following, end)):
            break
        position = following
        headers.was_cut = position - start > HEADER_BYTES or len(lines) > HEADER_FIELDS
    if headers.was_cut:
        position = _after_blank_line(raw, position, end)
    for unfolded in lines[:HEADER_FIELDS]:
        _add_field(headers, unfolded)
    return headers, position


def _after_separator(raw: bytes, start: int, end: int) -> int:
    """Behind the line that begins each mail in a mailbox file."""
    line, following = _line_at(raw, start, end)
    return following if _MAILBOX_SEPARATOR.match(line) else start


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


def _next_known(raw: bytes, position: int, end: int) -> int:
    """Where the header goes on behind lines that are no fields, or 0 if the body has begun."""
    for _ in range(_DEBRIS_LINES):
        line, following = _line_at(raw, position, end)
        if not line.strip():
            return 0
        if _KNOWN.match(line[:300]):
            return position
        position = following
    return 0


def _add_field(headers: Headers, lines: list[bytes]) -> None:
    name, _, value = lines[0].partition(b":")
    value = b"".join((value, *lines[1:]))
    if len(value) > HEADER_VALUE_BYTES:
        value = value[:HEADER_VALUE_BYTES]
        headers.was_cut = True
    headers.fields.append((name.strip().lower().decode("ascii"), value.strip()))


def _in_english(text: str) -> str:
    """Zones and months as Indonesian programs write them."""
    return _WORD.sub(lambda found: _INDONESIAN.get(found.group().lower(), found.group()), text)


def parse_date(text: str) -> datetime | None:
    """The date in UTC, or None if it cannot be meant."""
    text = _in_english(text.strip()[:200])
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
