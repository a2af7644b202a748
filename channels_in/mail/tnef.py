"""Outlook's winmail.dat opened: the files in it, and its text where the mail has no other."""

from __future__ import annotations

import logging
import struct
from dataclasses import dataclass

from channels_in.mail import charset
from channels_in.mail.limits import ATTACHMENTS
from channels_in.mail.lzfu import decompress
from channels_in.mail.rtf import rtf_to_text

SIGNATURE = b"\x78\x9f\x3e\x22"
TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
# Everything that a library reading lengths out of hostile bytes may trip over.
_UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    struct.error,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Opened:
    files: tuple[tuple[str, bytes, str], ...]  # name, content, content id
    text: str = ""
    html: str = ""


def open_tnef(content: bytes) -> Opened | None:
    """What is inside, or None if it cannot be read."""
    from tnefparse import TNEF  # few mails need it; it would slow the start of each reader

    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)
    try:
        tnef = TNEF(content)
        files = tuple(
            (str(item.long_filename() or ""), bytes(item.data or b""), _content_id(item))
            for item in tnef.attachments[:ATTACHMENTS]
        )
        codec = charset.codec_for(str(tnef.codepage or "")) or "cp1252"
        text = _text(tnef.body, codec) or rtf_to_text(decompress(bytes(tnef.rtfbody or b"")), codec)
        return Opened(files=files, text=text, html=_text(tnef.htmlbody, codec))
    except _UNREADABLE:
        return None


def _content_id(item: object) -> str:
    for attribute in getattr(item, "mapi_attrs", ()):
        if getattr(attribute, "name", 0) == 0x3712:  # PR_ATTACH_CONTENT_ID
            return str(attribute.data or "").strip("\x00<> ")
    return ""


def _text(value: object, codec: str) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return (
        charset.decode(value, codec)[0] if isinstance(value, bytes) else str(value or "").replace("\x00", "")
    )
