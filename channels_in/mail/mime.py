"""The tree of parts of a mail, read straight from its bytes: linear, capped, never raising.

The standard library's parser recurses without limit, keeps every line as an object and spends seconds on
mails made for it; this one only notes where each part lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from channels_in.mail import charset, opaque
from channels_in.mail.headers import Headers, plain, split_headers
from channels_in.mail.limits import NESTING, PARTS
from channels_in.mail.parameters import split_value
from channels_in.mail.transfer import undo_encoding
from channels_in.messages import Note

_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}")
_MISTAKEN = 20_000  # lines that look like a delimiter and are none: more were made to cost time
_GUESSED_BOUNDARY = re.compile(rb"^--([!-~]{1,200})[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE)


@dataclass(slots=True)
class Part:
    headers: Headers
    raw: bytes = field(repr=False)
    start: int  # of the body, in raw
    end: int
    content_type: str
    parameters: dict[str, str]
    children: list[Part] = field(default_factory=list)

    @property
    def charset(self) -> str:
        return self.parameters.get("charset", "")

    @property
    def is_multipart(self) -> bool:
        return bool(self.children)

    @property
    def encoded(self) -> bytes:
        return self.raw[self.start : self.end]

    def content(self) -> bytes:
        """The body, its transfer encoding undone as far as it can be."""
        encoding, _ = split_value(self.headers.raw_text("content-transfer-encoding"))
        return undo_encoding(self.encoded, encoding)

    def walk(self) -> Iterator[Part]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class _Reading:
    """What is counted while one mail is taken apart."""

    raw: bytes
    notes: set[Note]
    parts: int = 0


def take_apart(raw: bytes) -> tuple[Part, set[Note]]:
    """The mail as a tree, and what had to be left out of it."""
    if b"\n" not in raw[:65536] and b"\r" in raw[:65536]:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    # Blank lines, a byte order mark or stray spaces before the first field are no end of the header.
    start = len(raw) - len(raw.lstrip(b"\xef\xbb\xbf\r\n\t "))
    reading = _Reading(raw=raw, notes=set())
    root = _read_part(reading, start, len(raw), default="text/plain", depth=0)
    # What raw 8-bit letters in the header mean, the body may tell.
    root.headers.hint = next((part.headers.hint for part in root.walk() if part.headers.hint), "")
    return root, reading.notes


def _read_part(reading: _Reading, start: int, end: int, *, default: str, depth: int) -> Part:
    reading.parts += 1
    headers, body = split_headers(reading.raw, start, end)
    if headers.was_cut:
        reading.notes.add(Note.HEADERS_CUT)
    content_type, parameters = split_value(plain(headers.first("content-type")))
    headers.hint = charset.codec_for(parameters.get("charset", ""))
    part = Part(
        headers=headers,
        raw=reading.raw,
        start=body,
        end=end,
        content_type=_sane_type(content_type, default),
        parameters=parameters,
    )
    if part.content_type.startswith("multipart/"):
        _read_children(reading, part, depth + 1)
    elif part.content_type in opaque.TYPES and (inside := opaque.unwrap(part.content())):
        _read_wrapped(reading, part, inside, depth + 1)
    return part


def _sane_type(content_type: str, default: str) -> str:
    if _TYPE.fullmatch(content_type):
        return content_type
    return {"text": "text/plain", "html": "text/html", "multipart": "multipart/mixed"}.get(
        content_type.partition("/")[0].strip(), default
    )


def _read_children(reading: _Reading, part: Part, depth: int) -> None:
    if depth > NESTING:
        reading.notes.add(Note.NESTING_CUT)
        return
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for start, end in _spans(reading, part):
        if reading.parts >= PARTS:
            reading.notes.add(Note.PARTS_CUT)
            break
        part.children.append(_read_part(reading, start, end, default=default, depth=depth))


def _read_wrapped(reading: _Reading, part: Part, inside: bytes, depth: int) -> None:
    if depth > NESTING or reading.parts >= PARTS:
        reading.notes.add(Note.NESTING_CUT)
        return
    wrapped = _Reading(raw=inside, notes=reading.notes, parts=reading.parts)
    part.children.append(_read_part(wrapped, 0, len(inside), default="text/plain", depth=depth))
    reading.parts = wrapped.parts


def _spans(reading: _Reading, part: Part) -> Iterator[tuple[int, int]]:
    boundary = part.parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
    spans = _spans_between(reading.raw, b"--" + boundary, part) if boundary else iter(())
    first = next(spans, None)
    if first is None:  # not stated, or stated wrongly: believe the body
        guessed = _GUESSED_BOUNDARY.search(reading.raw, part.start, min(part.end, part.start + 65536))
        spans = _spans_between(reading.raw, b"--" + guessed.group(1), part) if guessed else iter(())
    else:
        yield first
    yield from spans


def _spans_between(raw: bytes, delimiter: bytes, part: Part) -> Iterator[tuple[int, int]]:
    """Where the pieces between delimiter lines lie; a missing last delimiter ends with the part."""
    begin = -1
    position = part.start
    mistaken = 0
    while (found := raw.find(delimiter, position, part.end)) >= 0 and mistaken < _MISTAKEN:
        position = found + len(delimiter)
        line_end = raw.find(b"\n", position, part.end)
        line_end = part.end if line_end < 0 else line_end
        rest = raw[position : min(line_end, position + 200)]
        is_last = rest.startswith(b"--")
        if not _starts_line(raw, found, part.start) or (rest.strip() and not is_last):
            mistaken += 1
            continue
        if begin >= 0:
            yield begin, _without_line_end(raw, begin, found)
        position = line_end
        begin = -1 if is_last else min(line_end + 1, part.end)
    if begin >= 0:
        yield begin, part.end


def _starts_line(raw: bytes, position: int, start: int) -> bool:
    return position == start or raw[position - 1 : position] == b"\n"


def _without_line_end(raw: bytes, start: int, end: int) -> int:
    """The line end before a delimiter belongs to the delimiter."""
    if end > start and raw[end - 1 : end] == b"\n":
        end -= 1
        if end > start and raw[end - 1 : end] == b"\r":
            end -= 1
    return end
