"""A mail that its sender's program has wrapped into its signature (S/MIME, RFC 8551 §3.5.2): readable, not
encrypted. What is inside is taken out; whether the signature is good is not looked at.
"""

from __future__ import annotations

TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_NEAR = 4096  # the algorithms between the two are few
_EXPLICIT, _OCTETS, _OCTETS_IN_PIECES = 0xA0, 0x04, 0x24
_PIECES = 100_000
_INDEFINITE = -1


def unwrap(content: bytes) -> bytes:
    """The mail inside, or nothing: encrypted, a certificate, or no such wrapping at all."""
    outer = content.find(_SIGNED_DATA, 0, 64)
    inner = content.find(_DATA, outer, outer + _NEAR) if outer >= 0 else -1
    if inner < 0:
        return b""
    try:
        return _octets(content, inner + len(_DATA))
    except (IndexError, ValueError):
        return b""


def _octets(content: bytes, position: int) -> bytes:
    tag, _, position = _head(content, position)
    if tag != _EXPLICIT:
        return b""
    tag, length, position = _head(content, position)
    if tag == _OCTETS:
        return content[position : position + length]
    return _joined(content, position, length) if tag == _OCTETS_IN_PIECES else b""


def _joined(content: bytes, position: int, length: int) -> bytes:
    """Of pieces, up to their stated end or to an end mark."""
    end = len(content) if length == _INDEFINITE else position + length
    pieces: list[bytes] = []
    while position < end and len(pieces) < _PIECES:
        tag, length, position = _head(content, position)
        if tag != _OCTETS:
            break
        pieces.append(content[position : position + length])
        position += length
    return b"".join(pieces)


def _head(content: bytes, position: int) -> tuple[int, int, int]:
    """Tag, length and where the value begins."""
    tag, length = content[position], content[position + 1]
    position += 2
    if length < 0x80:
        return tag, length, position
    size = length & 0x7F
    if size == 0:
        return tag, _INDEFINITE, position
    if size > 4:
        raise ValueError
    return tag, int.from_bytes(content[position : position + size], "big"), position + size
