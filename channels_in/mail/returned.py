"""The mail that a report is about, as far as the report shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from channels_in.mail import bounce_marks as marks
from channels_in.mail import cleaning
from channels_in.mail.addresses import parse_addresses
from channels_in.mail.encoded_words import decode_words
from channels_in.mail.headers import Headers, split_headers
from channels_in.mail.mime import Part
from channels_in.mail.threads import message_id_in

_HEADER_PARTS = frozenset({"message/rfc822", "message/global", "message/rfc822-headers", "message/partial"})
_READ = 60_000


@dataclass(frozen=True, slots=True)
class Returned:
    message_id: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()
    was_attached: bool = False

    @property
    def is_there(self) -> bool:
        return bool(self.message_id or self.subject or self.to)


def returned_mail(root: Part, text: str) -> Returned:
    """From the part that holds it or its header, else from the lines behind the explanation."""
    for part in root.walk():
        is_header = part.content_type in _HEADER_PARTS or part.content_type.startswith("text/rfc822-header")
        if is_header and not part.is_multipart:
            found = _from_headers(part.content().lstrip(b"\r\n"))
            if found.is_there:
                return found
    return _from_text(explanation(text)[1] or text[:_READ])


def explanation(text: str) -> tuple[str, str]:
    """What the machine says, and what stands behind its line "original message follows"."""
    text = text[:_READ]
    position = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        if number > 2 and len(line) < 200 and marks.ORIGINAL.match(line.rstrip("\r\n")):
            return text[:position], text[position + len(line) :]
        position += len(line)
    return text, ""


def _from_headers(content: bytes) -> Returned:
    headers, _ = split_headers(content, 0, len(content))
    return Returned(
        message_id=message_id_in(headers.raw_text("message-id")),
        subject=headers.text("subject")[:500],
        to=_recipients(headers),
        was_attached=True,
    )


def _recipients(headers: Headers) -> tuple[str, ...]:
    return tuple(found.address for found in parse_addresses(headers.raw_text("to")) if found.address)[:50]


def _from_text(text: str) -> Returned:
    to = _field("to", text)
    return Returned(
        message_id=message_id_in(_field("message-id", text)),
        subject=cleaning.one_line(decode_words(_field("subject", text)))[:500],
        to=tuple(found.address for found in parse_addresses(to) if found.address)[:50],
    )


def _field(name: str, text: str) -> str:
    found = re.search(
        rf"^[> \t]{{0,10}}{name}:[ \t]{{0,9}}(?:\n[ \t]{{1,9}})?(\S[^\n]{{0,900}})", text, re.I | re.M
    )
    return found.group(1).strip() if found else ""
