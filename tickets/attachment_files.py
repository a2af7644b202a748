"""Where the bytes of attachments lie: under random names outside the web root, on disk before their row is.

The name that the sender gave is never a path, and the type that the sender gave is never believed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import puremagic
from django.conf import settings

from helpdesk.lib.durable_file import durable
from tickets import picture_size
from tickets.media_types import may_play, media_type
from tickets.models import Attachment
from tickets.models.attachment import new_key
from tickets.raster import is_showable, raster_type

UNKNOWN_TYPE = "application/octet-stream"
INLINE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
HEAD = 256 * 1024  # enough to tell the type by, and how large a picture is


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    key: str
    content_type: str
    size: int
    sha256: str


class TooLarge(Exception):
    pass


def folder() -> Path:
    return Path(settings.DATA_DIR) / "files"


def path_of(key: str) -> Path:
    """Two levels of folders, so that none gets too full."""
    return folder() / key[:2] / key[2:4] / key


def store(chunks: Iterable[bytes], *, limit: int | None = None) -> StoredFile:
    """TooLarge past the limit."""
    key = new_key()
    with durable(path_of(key)) as file:
        head, size, digest = _copy(chunks, file, limit)
    return StoredFile(key=key, content_type=type_of(head), size=size, sha256=digest)


def read(attachment: Attachment) -> BinaryIO:
    return path_of(attachment.key).open("rb")


def size_on_page(attachment: Attachment) -> tuple[int, int] | None:
    """Width and height of a picture, so that a page can keep its place before it is there."""
    if not may_show_inline(attachment.content_type):
        return None
    try:
        return _size_of(attachment.key)
    except OSError:
        return None


@lru_cache(maxsize=10_000)
def _size_of(key: str) -> tuple[int, int] | None:
    """What lies under a key never changes."""
    with path_of(key).open("rb") as file:
        return picture_size.size_on_page(file.read(HEAD))


def remove(keys: Iterable[str]) -> None:
    """After the commit that removed the rows."""
    for key in keys:
        path_of(key).unlink(missing_ok=True)


def type_of(head: bytes) -> str:
    """What the bytes are, whatever anybody says they are. A picture too large to show is just bytes."""
    if raster := raster_type(head):
        return raster if is_showable(head) else UNKNOWN_TYPE
    if media := media_type(head):
        return media
    try:
        found = str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        found = ""
    if found in INLINE_TYPES:  # by its end, or by a name: its beginning says otherwise
        return UNKNOWN_TYPE
    return found[:100] or ("text/plain" if _is_text(head) else UNKNOWN_TYPE)


def may_show_inline(content_type: str) -> bool:
    """Raster images only: everything else is a download, whatever the page or the sender asks for."""
    return content_type in INLINE_TYPES


def may_serve_inline(content_type: str) -> bool:
    """What a page shows or plays. A name of a type is one of ours, found in the bytes."""
    return may_show_inline(content_type) or may_play(content_type)


def shown_name(name: str) -> str:
    """For showing and for Content-Disposition: no folders, nothing invisible, never empty."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    return " ".join(visible.split())[-255:].strip(". ") or "file"


def _copy(chunks: Iterable[bytes], file: BinaryIO, limit: int | None) -> tuple[bytes, int, str]:
    head, size, digest = b"", 0, hashlib.sha256()
    for chunk in chunks:
        size += len(chunk)
        if limit is not None and size > limit:
            raise TooLarge
        if len(head) < HEAD:
            head += chunk[: HEAD - len(head)]
        digest.update(chunk)
        file.write(chunk)
    return head, size, digest.hexdigest()


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end >= len(head) and error.start > len(head) - 4  # cut in mid-letter
    return True
