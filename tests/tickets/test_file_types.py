"""What a file is taken for: its bytes say it, whatever its sender says."""

import struct

import pytest

from tests.tickets.files import a_png, received
from tickets import attachment_files
from tickets.attachment_files import shown_name, type_of

pytestmark = pytest.mark.django_db


def a_jpeg(width: int, height: int) -> bytes:
    exif = b"\xff\xe1" + struct.pack(">H", 5000) + b"\0" * 4998
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + exif + frame + b"\xff\xd9"


def a_gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0" * 20


def a_webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x00\x00\x00\x00WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4 + size


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(a_png(), "image/png", id="png"),
        pytest.param(a_jpeg(3000, 2000), "image/jpeg", id="jpeg"),
        pytest.param(a_gif(10, 10), "image/gif", id="gif"),
        pytest.param(a_webp(800, 600), "image/webp", id="webp"),
        pytest.param(b"%PDF-1.7\n" + b"x" * 50, "application/pdf", id="pdf"),
        pytest.param(b"<html><script>alert(1)</script></html>", "text/html", id="html"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "image/svg+xml", id="svg"),
        pytest.param("Halo, apa kabar – baik".encode(), "text/plain", id="words"),
        pytest.param(b"\0\1\2\3 nothing known", "application/octet-stream", id="unknown"),
        pytest.param(b"", "text/plain", id="empty"),
    ],
)
def test_the_type_is_read_from_the_bytes(content, expected):
    assert type_of(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<html>hi</html>", id="html"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', id="svg"),
        pytest.param(a_png(60_000, 60_000), id="a png of 3.6 thousand million pixels"),
        pytest.param(a_jpeg(60_000, 60_000), id="a jpeg bomb"),
        pytest.param(a_gif(60_000, 60_000), id="a gif bomb"),
        pytest.param(a_webp(16_000_000, 16_000_000), id="a webp bomb"),
        pytest.param(b"\xff\xd8\xff\xe0", id="a jpeg that is cut off"),
    ],
)
def test_whatever_the_sender_says_only_pictures_are_shown_in_the_page(content):
    file = received(content, name="cat.png", content_type="image/png", is_inline=True)

    assert not file.is_inline
    assert not attachment_files.may_show_inline(file.content_type)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("invoice 12.pdf", "invoice 12.pdf", id="as it is"),
        pytest.param("../../etc/passwd", "passwd", id="no folders"),
        pytest.param("C:\\temp\\a.txt", "a.txt", id="nor those of Windows"),
        pytest.param("gpj\u202ea.exe\u200b", "gpja.exe", id="nothing that turns or hides"),
        pytest.param("a\r\nX-Header: 1.txt", "aX-Header: 1.txt", id="no line breaks"),
        pytest.param("a\0b.txt", "ab.txt", id="no NUL"),
        pytest.param("", "file", id="never empty"),
        pytest.param("...", "file", id="never only dots"),
        pytest.param(".htaccess", "htaccess", id="never hidden"),
        pytest.param("x" * 300 + ".pdf", "x" * 251 + ".pdf", id="never too long"),
    ],
)
def test_the_name_is_for_showing(name, shown):
    assert shown_name(name) == shown
