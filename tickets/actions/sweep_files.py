from __future__ import annotations

import time
from pathlib import Path

from tickets.attachment_files import folder
from tickets.models import Attachment

GRACE = 24 * 60 * 60  # seconds: a file is there before its row commits


def sweep_files(*, now: float | None = None) -> int:
    """Remove files whose rows were never committed, and drafts of files. How many they were."""
    before = (now or time.time()) - GRACE
    return sum(_sweep(shelf, before) for shelf in sorted(folder().glob("??/??")))


def _sweep(shelf: Path, before: float) -> int:
    old = {file.name: file for file in shelf.iterdir() if file.is_file() and file.stat().st_mtime < before}
    known = set(Attachment.objects.filter(key__in=list(old)).values_list("key", flat=True))
    for name in old.keys() - known:
        old[name].unlink(missing_ok=True)
    return len(old.keys() - known)
