"""Is it a picture that a page may show? Told by its first bytes, and only if it is no bomb. Pure."""

from __future__ import annotations

from collections.abc import Callable

MOST_PIXELS = 50_000_000
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def raster_type(head: bytes) -> str:
    """image/png, image/jpeg, image/gif or image/webp; empty for anything else."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    return ""


def is_showable(head: bytes) -> bool:
    """A raster picture of known and bearable size."""
    width, height = measured(head)
    return 0 < width * height <= MOST_PIXELS


def measured(head: bytes) -> tuple[int, int]:
    """Width and height as its pixels lie; noughts for what is no raster picture."""
    measure = _MEASURES.get(raster_type(head))
    return measure(head) if measure else (0, 0)


def _png(head: bytes) -> tuple[int, int]:
    return _big(head[16:20]), _big(head[20:24])


def _gif(head: bytes) -> tuple[int, int]:
    return _little(head[6:8]), _little(head[8:10])


def _webp(head: bytes) -> tuple[int, int]:
    form = head[12:16]
    if form == b"VP8X":
        return _little(head[24:27]) + 1, _little(head[27:30]) + 1
    if form == b"VP8L":
        bits = _little(head[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        return _little(head[26:28]) & 0x3FFF, _little(head[28:30]) & 0x3FFF
    return 0, 0


def _jpeg(head: bytes) -> tuple[int, int]:
    """Walk the segments up to the one that says the size."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker in _START_OF_FRAME:
            return _big(head[at + 7 : at + 9]), _big(head[at + 5 : at + 7])
        if marker == 0xFF or 0xD0 <= marker <= 0xD8:  # fill bytes, and markers without a length
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + _big(head[at + 2 : at + 4])
    return 0, 0


def _big(part: bytes) -> int:
    return int.from_bytes(part, "big")


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")


_MEASURES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _webp,
}
