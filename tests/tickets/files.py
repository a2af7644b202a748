"""Files as customers send them."""

import struct
import zlib

from tests.builders import receives
from tickets.incoming import ReceivedAttachment
from tickets.models import Attachment


def a_png(width: int = 2, height: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def a_picture(width: int, height: int) -> bytes:
    """One that a browser shows: grey, all of it."""
    rows = (b"\0" + b"\x88" * width) * height

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    )


def received(content: bytes, name: str = "photo.png", **fields) -> Attachment:
    part = ReceivedAttachment(name, fields.pop("content_type", "image/png"), content, **fields)
    return receives(attachments=[part]).message.attachments.get()
