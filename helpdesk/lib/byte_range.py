"""One range of bytes, as players ask for it (RFC 9110, 14.2): more than one is not worth its trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
CHUNK = 64 * 1024


class Unsatisfiable(Exception):
    pass


def asked(header: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte. None: all of it. Unsatisfiable: there is nothing there."""
    found = RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:  # the end of it
        start, end = max(0, size - int(last)), size - 1
        if int(last) == 0:
            raise Unsatisfiable
    else:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
        if last and int(last) < int(first):
            return None
    if start >= size:
        raise Unsatisfiable
    return start, end


def read(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
