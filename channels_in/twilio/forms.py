"""A body as Twilio writes it: application/x-www-form-urlencoded, where a name may come more than once."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

Pair = tuple[bytes, bytes]
CONTENT_TYPE = "application/x-www-form-urlencoded"
MOST = 1000


class TooManyFields(ValueError):
    pass


def pairs_in(raw: bytes) -> list[Pair]:
    """Decoded, empty ones included. Bytes, because that is what is signed, text or not."""
    written = raw.split(b"&", MOST)
    if len(written) > MOST:
        raise TooManyFields
    split = (one.partition(b"=") for one in written if one)
    return [(_decoded(name), _decoded(value)) for name, _, value in split]


def fields_in(raw: bytes) -> dict[str, str]:
    """For whoever reads it: of a name that comes more than once, the first."""
    found: dict[str, str] = {}
    for name, value in pairs_in(raw):
        found.setdefault(name.decode(errors="replace"), value.decode(errors="replace"))
    return found


def _decoded(written: bytes) -> bytes:
    return unquote_to_bytes(written.replace(b"+", b" "))
