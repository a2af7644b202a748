"""Files that a simulated customer has at hand: a photograph of sorts and a few seconds of sound."""

from __future__ import annotations

import io
import math
import struct
import wave
import zlib

WIDTH, HEIGHT = 480, 320
RATE, SECONDS = 8000, 2


def picture() -> bytes:
    """A table with a crack, as PNG."""
    rows = b"".join(b"\0" + b"".join(bytes(_colour(x, y)) for x in range(WIDTH)) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def sound() -> bytes:
    """Two tones, as WAV."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        tones = (_tone(n) for n in range(RATE * SECONDS))
        file.writeframes(b"".join(struct.pack("<h", tone) for tone in tones))
    return buffer.getvalue()


def _colour(x: int, y: int) -> tuple[int, int, int]:
    grain = (x * 7 + (y * y) // 9) % 23
    if y < 110:  # the wall
        return 226 - y // 8, 218 - y // 8, 204 - y // 8
    if abs(x - 250 - 14 * math.sin(y / 17)) < 2.2:  # the crack
        return 62, 40, 26
    return 158 + grain, 112 + grain, 70 + grain // 2


def _tone(n: int) -> int:
    pitch = 330 if n < RATE * SECONDS / 2 else 440
    return int(6000 * math.sin(2 * math.pi * pitch * n / RATE))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
