"""The set-up guide of a kind: channels_in/<kind>/setup.md, in Indonesian setup.id.md."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from helpdesk.lib.markdown import to_html

FOLDER = Path(__file__).resolve().parents[1]
FILES = {"id": "setup.id.md", "en": "setup.md"}


def has_guide(kind: str) -> bool:
    return bool(_text(kind, "en"))


def guide(kind: str, language: str) -> str:
    """Safe HTML; nothing where the kind has no guide. What is not there in a language is there in English."""
    text = _text(kind, language.partition("-")[0]) or _text(kind, "en")
    return to_html(text) if text else ""


@lru_cache(maxsize=64)
def _text(kind: str, language: str) -> str:
    name = FILES.get(language, FILES["en"])
    file = FOLDER / kind / name
    return file.read_text(encoding="utf-8") if kind.isidentifier() and file.is_file() else ""
