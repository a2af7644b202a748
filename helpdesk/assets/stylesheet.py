"""One stylesheet from one file per component, in the order of the cascade's layers."""

from __future__ import annotations

import re
from pathlib import Path

LAYERS = ("tokens", "reset", "base", "layout", "parts", "screens", "adapt")

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
AROUND_SIGNS = re.compile(r"\s*([{};,])\s*")


def sources(folder: Path) -> list[Path]:
    """Layers in their order, names in theirs: of two rules in one layer, the later file wins."""
    return [folder / "layers.css", *(file for layer in LAYERS for file in sorted((folder / layer).glob("*.css")))]


def join(folder: Path) -> str:
    # Sources lie two folders deeper than what is made of them.
    return "".join(shorten(file.read_text()) for file in sources(folder)).replace('url("../../', 'url("')


def shorten(css: str) -> str:
    css = SPACE.sub(" ", COMMENT.sub("", css))
    return AROUND_SIGNS.sub(r"\1", css).replace(";}", "}").strip() + "\n"
