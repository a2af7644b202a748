"""ISO-2022-JP as Windows writes it: with the letters of its vendors, such as ① and ㈱, which the standard and
Python's codecs do not know. They have the same rows in Windows' own encoding.
"""

from __future__ import annotations

import re

_SHIFT = re.compile(rb"(\x1b\$[@B]|\x1b\$\(D|\x1b\([A-Z])")
_PAIR = re.compile(rb"[\x21-\x7e]{2}")
_TWO_BYTES = (b"\x1b$@", b"\x1b$B")
_HALF_WIDTH = b"\x1b(I"
_RARE = b"\x1b$(D"  # JIS X 0212, which Windows does not have


def is_meant(data: bytes) -> bool:
    return any(shift in data for shift in _TWO_BYTES)


def decode(data: bytes) -> str:
    first, *rest = _SHIFT.split(data)
    found = [_windows(first)]
    for shift, piece in zip(rest[::2], rest[1::2], strict=True):
        if shift in _TWO_BYTES:
            found.append(_windows(_PAIR.sub(_shifted, piece)))
        elif shift == _HALF_WIDTH:
            found.append(_windows(bytes(byte | 0x80 if 0x21 <= byte <= 0x5F else byte for byte in piece)))
        elif shift == _RARE:
            found.append((shift + piece).decode("iso2022_jp_ext", "replace"))
        else:
            found.append(_windows(piece))
    return "".join(found)


def _shifted(found: re.Match[bytes]) -> bytes:
    """Row and place within 94 × 94 letters, as Shift-JIS packs two rows into one lead byte."""
    row, place = found[0][0] - 0x21, found[0][1] - 0x21
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = place + (0x9F if row % 2 else 0x40 if place < 63 else 0x41)
    return bytes((lead, trail))


def _windows(piece: bytes) -> str:
    return piece.decode("cp932", "replace")
