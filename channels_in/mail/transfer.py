"""Transfer encodings undone, as far as they can be: base64, quoted-printable, uuencode."""

from __future__ import annotations

import binascii
import io
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_PIECES = 20_000
_WORDS = 1024 * 1024  # no message of words is longer


def undo_encoding(data: bytes, encoding: str) -> bytes:
    encoding = encoding.strip("\"' ")
    if encoding == "base64":
        return data if _is_written_out(data) else _from_base64(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uuencode(data)
    return data


def _is_written_out(data: bytes) -> bool:
    """Some programs state base64 and send plain words: no line of it has a space between its letters."""
    first = data[:1000].lstrip().partition(b"\n")[0].strip()
    return len(first.split()) > 2 and len(data) < _WORDS


def _from_base64(data: bytes) -> bytes:
    # Decoding stops at the first padding. What follows is either more of the same (some senders encode in
    # pieces, each with its own padding) or a footer that a mailing list wrote behind it in plain text.
    padding = data.find(b"=")
    tail = data[padding:] if padding >= 0 else b""
    if not tail.strip(b"=\r\n\t ") or _NOT_BASE64.sub(b"", tail) != b"".join(tail.split()):
        try:
            return binascii.a2b_base64(data)
        except binascii.Error:
            pass
    pieces = [piece for piece in _NOT_BASE64.sub(b"", data).split(b"=", _PIECES) if piece]
    pieces = [piece.replace(b"=", b"") for piece in pieces]
    # One letter alone holds no byte: the mail was cut there.
    pieces = [piece[:-1] if len(piece) % 4 == 1 else piece for piece in pieces]
    return b"".join(binascii.a2b_base64(piece + b"=" * (-len(piece) % 4)) for piece in pieces)


def _from_uuencode(data: bytes) -> bytes:
    decoded = bytearray()
    for line in io.BytesIO(data):
        line = line.rstrip(b"\r\n")
        # A line says how long it is and may leave out its end: never more than twice what really came.
        if not line or line.startswith((b"begin ", b"end")) or len(decoded) > 2 * len(data):
            continue
        decoded += _from_uu_line(line)
    return bytes(decoded)


def _from_uu_line(line: bytes) -> bytes:
    # Some programs pad their lines wrongly: then the length is what the first letter says.
    for letters in (line, line[: (((line[0] - 32) & 63) * 4 + 5) // 3]):
        try:
            return binascii.a2b_uu(letters)
        except binascii.Error:
            continue
    return b""
