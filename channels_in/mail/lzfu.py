"""MAPI's compressed RTF (MS-OXRTFCP), unpacked."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PRIMER = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_WINDOW = 4096
_LARGEST = 4 * 1024 * 1024
_HEADER = struct.Struct("<IIII")
_COMPRESSED, _STORED = 0x75465A4C, 0x414C454D


def decompress(data: bytes) -> bytes:
    """The RTF, as far as it can be unpacked; empty if this is no such thing."""
    if len(data) < _HEADER.size:
        return b""
    form = _HEADER.unpack_from(data)[2]
    if form == _STORED:
        return data[_HEADER.size :]
    return _unpack(data) if form == _COMPRESSED else b""


def _unpack(data: bytes) -> bytes:
    window = bytearray(_PRIMER.ljust(_WINDOW, b"\x00"))
    at = len(_PRIMER)
    unpacked = bytearray()
    for is_reference, value in _runs(data):
        offset, length = (value >> 4, (value & 15) + 2) if is_reference else (at, 1)
        if (is_reference and offset == at) or len(unpacked) > _LARGEST:
            break  # a reference to the place being written is the end mark
        for step in range(length):
            letter = window[(offset + step) % _WINDOW] if is_reference else value
            window[at] = letter
            at = (at + 1) % _WINDOW
            unpacked.append(letter)
    return bytes(unpacked)


def _runs(data: bytes) -> Iterator[tuple[bool, int]]:
    """Each letter, or each reference into the window: eight of them follow one byte of flags."""
    position = _HEADER.size
    while position < len(data):
        flags = data[position]
        position += 1
        for bit in range(8):
            width = 1 + (flags >> bit & 1)
            if position + width > len(data):
                return
            yield width == 2, int.from_bytes(data[position : position + width], "big")
            position += width
