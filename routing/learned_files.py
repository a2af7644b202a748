"""Where what was learned lies: in the data folder, beside nothing else."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def folder() -> Path:
    found = Path(settings.DATA_DIR) / "learned"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path_of(file: str) -> Path:
    return folder() / file
