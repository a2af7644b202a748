"""How large a picture stands on a page is known before it is there."""

import struct

import pytest

from tests.tickets.files import a_picture
from tickets.picture_size import size_on_page


def a_photograph(width: int, height: int, *, orientation: int, order: str = "<") -> bytes:
    """As a telephone writes it: its pixels as the sensor lies, and how it was held."""
    mark = b"II" if order == "<" else b"MM"
    tags = [(0x010F, 2, 4, 0), (0x0112, 3, 1, orientation)]
    ifd = struct.pack(f"{order}H", len(tags))
    for name, kind, number, value in tags:
        is_short = kind == 3
        ifd += struct.pack(f"{order}HHI", name, kind, number)
        ifd += struct.pack(f"{order}HH", value, 0) if is_short else struct.pack(f"{order}I", value)
    exif = b"Exif\0\0" + mark + struct.pack(f"{order}HI", 42, 8) + ifd
    app1 = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + app1 + frame + b"\xff\xd9"


def test_a_picture_has_the_size_of_its_pixels():
    assert size_on_page(a_picture(640, 480)) == (640, 480)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (4000, 3000)), (3, (4000, 3000)), (6, (3000, 4000)), (8, (3000, 4000))]
)
def test_a_photograph_stands_as_it_was_held(order, orientation, size):
    assert size_on_page(a_photograph(4000, 3000, orientation=orientation, order=order)) == size


@pytest.mark.parametrize("cut", range(2, 60))
def test_one_that_is_cut_off_or_mixed_up_harms_nobody(cut):
    whole = a_photograph(40, 30, orientation=6)

    assert size_on_page(whole[:cut]) in {None, (40, 30), (30, 40)}
    size_on_page(whole[:cut] + b"\xff" * 40)  # says something, or nothing


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<svg/>", b"\xff\xd8\xff\xe1\0\2"])
def test_what_is_no_picture_has_none(content):
    assert size_on_page(content) is None
