"""Messages on a pipe between parent and reader: the number of pieces, their lengths, the pieces."""

from __future__ import annotations

import os
import select
import struct
import time
from collections.abc import Sequence

_COUNT = struct.Struct(">I")
_LENGTH = struct.Struct(">Q")
_MOST_PIECES = 1000
_CHUNK = 1024 * 1024


class Closed(Exception):
    """The other side is gone."""


class TooSlow(Exception):
    """The deadline passed."""


def send(descriptor: int, pieces: Sequence[bytes], *, deadline: float | None = None) -> None:
    head = _COUNT.pack(len(pieces)) + b"".join(_LENGTH.pack(len(piece)) for piece in pieces)
    for piece in (head, *pieces):
        _write(descriptor, piece, deadline)


def receive(descriptor: int, *, deadline: float | None = None) -> list[bytes]:
    """The next message; Closed also when it makes no sense."""
    (count,) = _COUNT.unpack(_read(descriptor, _COUNT.size, deadline))
    if count > _MOST_PIECES:
        raise Closed
    heads = _read(descriptor, _LENGTH.size * count, deadline)
    return [_read(descriptor, length, deadline) for (length,) in _LENGTH.iter_unpack(heads)]


def _write(descriptor: int, data: bytes, deadline: float | None) -> None:
    view = memoryview(data)
    while view:
        _wait(descriptor, select.POLLOUT, deadline)
        try:
            view = view[os.write(descriptor, view[:_CHUNK]) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise Closed from error


def _read(descriptor: int, size: int, deadline: float | None) -> bytes:
    pieces: list[bytes] = []
    while size:
        _wait(descriptor, select.POLLIN, deadline)
        try:
            piece = os.read(descriptor, min(size, _CHUNK))
        except BlockingIOError:
            continue
        except OSError as error:
            raise Closed from error
        if not piece:
            raise Closed
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _wait(descriptor: int, event: int, deadline: float | None) -> None:
    if deadline is None:
        return
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise TooSlow
