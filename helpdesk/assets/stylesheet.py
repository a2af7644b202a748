"""One stylesheet from one file per component, in the order of the cascade's layers."""

from __future__ import annotations

import re
from pathlib import Path

LAYERS = ("tokens", "reset", "base", "layout", "parts", "screens", "adapt")

# What only pages need that an agent at work seldom opens: kept out of what the inbox must fetch.
PAGES = (
    "pages",
    "card",
    "choices",
    "code",
    "form",
    "health",
    "progress",
    "table",
    "gate",
    "public",
    "simulator",
    "refusal",
    "setup",
    "settings",
    "rules",
    "learned",
    "undeliverable",
    "customers",
    "chat_site",
    "guide",
    "rating",
    "shop",
    "receipt_page",
    "shifts",
    "board",
    "forecast",
    "track",
    "announce",
    "narrow",
)

# What only an open ticket needs: a list of tickets fetches it as soon as somebody moves (js/lib/htmx.js).
TICKET = ("composer", "message", "chat", "side", "receipt", "score", "likely")

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND_SIGNS = re.compile(r"\s*([{};,])\s*")


def join(folder: Path) -> str:
    """Every page has this. Layers, then names in order: of two rules in one layer, the later file wins."""
    own = [file for file in _in_order(folder) if file.stem not in {*PAGES, *TICKET}]
    return _joined([folder / "layers.css", *own])


def join_pages(folder: Path) -> str:
    return _joined([file for file in _in_order(folder) if file.stem in {*PAGES, *TICKET}])


def join_ticket(folder: Path) -> str:
    return _joined([file for file in _in_order(folder) if file.stem in TICKET])


def shorten(css: str) -> str:
    css = SPACE.sub(" ", COMMENT.sub("", css))
    return AROUND_SIGNS.sub(r"\1", css).replace(";}", "}").strip() + "\n"


def _in_order(folder: Path) -> list[Path]:
    return [file for layer in LAYERS for file in sorted((folder / layer).glob("*.css"))]


def _joined(files: list[Path]) -> str:
    # Sources lie two folders deeper than what is made of them.
    return "".join(shorten(file.read_text()) for file in files).replace('url("../../', 'url("')
