"""The name by which a mail is known again, however often and by whichever way it comes to one mailbox."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from channels_in.mail.limits import HEADER_BYTES

# What servers on the way and mailbox programs write into a mail; the rest is the sender's.
_TRACE = (
    b"apparently-to",
    b"arc-authentication-results",
    b"arc-message-signature",
    b"arc-seal",
    b"authentication-results",
    b"content-length",
    b"delivered-to",
    b"envelope-to",
    b"errors-to",
    b"lines",
    b"received",
    b"received-spf",
    b"return-path",
    b"status",
    b"x-account-key",
    b"x-apparently-to",
    b"x-delivered-to",
    b"x-delivery-id",
    b"x-envelope-from",
    b"x-envelope-to",
    b"x-forwarded-encrypted",
    b"x-forwarded-for",
    b"x-forwarded-to",
    b"x-gm-message-state",
    b"x-google-smtp-source",
    b"x-imap",
    b"x-imapbase",
    b"x-keywords",
    b"x-mozilla-keys",
    b"x-mozilla-status",
    b"x-mozilla-status2",
    b"x-original-to",
    b"x-originalarrivaltime",
    b"x-quarantine-id",
    b"x-received",
    b"x-spam-checker-version",
    b"x-spam-flag",
    b"x-spam-level",
    b"x-spam-report",
    b"x-spam-score",
    b"x-spam-status",
    b"x-spamd-result",
    b"x-status",
    b"x-uid",
    b"x-uidl",
    b"x-virus-scanned",
    b"x-virus-status",
)
_TRACES = frozenset(_TRACE)
_BLANK_LINE = re.compile(rb"\r\n\r\n|\n\r?\n|\r\r")
_PIECE = 1024 * 1024


def external_id(raw: bytes, *, mailbox: str) -> str:
    """Two mails with one Message-ID differ here; one mail that took two ways, or two line ends, does not."""
    head, body = _split(raw)
    digest = hashlib.sha256(mailbox.strip().lower().encode("utf-8", "replace") + b"\x00")
    for field in _own_fields(head):
        digest.update(field)
    digest.update(b"\n")
    for piece in _with_plain_line_ends(raw, body):
        digest.update(piece)
    return digest.hexdigest()


def _split(raw: bytes) -> tuple[bytes, int]:
    """The header with plain line ends, and where the body begins."""
    start = len(raw) - len(raw.lstrip(b"\r\n"))
    end = _BLANK_LINE.search(raw, start, start + HEADER_BYTES)
    body = end.end() if end else min(start + HEADER_BYTES, len(raw))
    return raw[start:body].replace(b"\r\n", b"\n").replace(b"\r", b"\n"), body


def _with_plain_line_ends(raw: bytes, start: int) -> Iterator[bytes]:
    """In pieces, as a mail may be large; line ends at its end do not count."""
    end = start + len(raw[start:].rstrip(b"\r\n"))
    while start < end:
        stop = min(start + _PIECE, end)
        stop += raw[stop - 1 : stop + 1] == b"\r\n"  # not between the two
        yield raw[start:stop].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        start = stop


def _own_fields(head: bytes) -> list[bytes]:
    kept: list[bytes] = []
    keeps = False
    for line in head.splitlines(keepends=True):
        if line[:1] not in b" \t":
            name = line.partition(b":")[0].strip().lower()
            keeps = name not in _TRACES and not line.startswith((b"From ", b">From "))
        if keeps:
            kept.append(line.rstrip() + b"\n")
    return kept
