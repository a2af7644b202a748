"""Where the raw bytes of a receipt lie: small ones in its row, large ones in a file that is there before
the row.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings

from channels_in.models import Receipt
from helpdesk.lib.durable_file import durable

IN_ROW = 64 * 1024


def folder() -> Path:
    return Path(settings.DATA_DIR) / "receipts"


def write_file(raw: bytes) -> str:
    """Its path in folder()."""
    name = secrets.token_hex(16)
    with durable(folder() / name[:2] / name) as file:
        file.write(raw)
    return f"{name[:2]}/{name}"


def read(receipt: Receipt) -> bytes:
    if receipt.raw is not None:
        return bytes(receipt.raw)
    return (folder() / receipt.raw_file).read_bytes()
