"""Where the raw bytes of a receipt lie: small ones in its row, large ones in a file that is there before
the row.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from channels_in.models import Receipt

IN_ROW = 64 * 1024


def folder() -> Path:
    return Path(settings.DATA_DIR) / "receipts"


def write_file(raw: bytes) -> str:
    """Written, fsynced and renamed: a row that commits after this never lacks its bytes. Its path in
    folder().
    """
    name = secrets.token_hex(16)
    path = folder() / name[:2] / name
    _make_folder(path.parent)
    draft = path.with_suffix(".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync(path.parent)
    return f"{name[:2]}/{name}"


def read(receipt: Receipt) -> bytes:
    if receipt.raw is not None:
        return bytes(receipt.raw)
    return (folder() / receipt.raw_file).read_bytes()


def _make_folder(path: Path) -> None:
    for wanted in (folder(), path):
        if not wanted.is_dir():
            wanted.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync(wanted.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
