"""How large a picture stands on a page: as its first bytes say, turned as its camera says. Pure."""

from __future__ import annotations

from struct import error as Short
from struct import unpack_from

from tickets.raster import measured, raster_type

TURNED = range(5, 9)  # EXIF's orientations that lay a picture on its side
ORIENTATION = 0x0112
MOST_TAGS = 200


def size_on_page(head: bytes) -> tuple[int, int] | None:
    """Width and height; None for what is no picture that a page shows."""
    width, height = measured(head)
    if not width * height:
        return None
    is_turned = raster_type(head) == "image/jpeg" and _orientation(head) in TURNED
    return (height, width) if is_turned else (width, height)


def _orientation(head: bytes) -> int:
    """Of a photograph; 1 where nothing, or nonsense, is said."""
    try:
        at = 2
        while head[at : at + 2] != b"\xff\xe1" or head[at + 4 : at + 10] != b"Exif\0\0":
            if head[at] != 0xFF or head[at + 1] in {0xD9, 0xDA}:
                return 1
            at += 2 + unpack_from(">H", head, at + 2)[0]
        return _tag(head[at + 10 :])
    except (IndexError, Short):
        return 1


def _tag(exif: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    start = unpack_from(f"{order}I", exif, 4)[0]
    count = unpack_from(f"{order}H", exif, start)[0]
    for n in range(min(count, MOST_TAGS)):
        name, _kind, _number, value = unpack_from(f"{order}HHIH", exif, start + 2 + 12 * n)
        if name == ORIENTATION:
            return int(value)
    return 1
