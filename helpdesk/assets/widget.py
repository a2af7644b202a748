"""The chat on other people's sites: one script, styles and icons inside, for it may load nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

from helpdesk.assets import script, sprite, stylesheet

# What the widget shows of lucide-static.
ICONS = (
    "arrow-down",
    "arrow-up",
    "bell",
    "check",
    "chevron-down",
    "circle-alert",
    "circle-x",
    "download",
    "ellipsis",
    "file",
    "languages",
    "message-circle",
    "paperclip",
    "trash-2",
    "x",
)
STYLES_HERE, ICONS_HERE = '"@styles"', '"@icons"'
SHAPE = re.compile(r"<(\w+) ([^>]*?)/?>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
LINE_END = re.compile(r" // [^\"'`\n]*$", re.MULTILINE)


def join(entry: Path, *, styles: Path, icons: Path) -> str:
    """`styles` is a folder: its files apply in the order of their names."""
    css = "".join(stylesheet.shorten(file.read_text()) for file in sorted(styles.glob("*.css")))
    shapes = {name: _shapes((icons / f"{name}.svg").read_text()) for name in ICONS}
    joined = LINE_END.sub("", script.join(entry))
    return joined.replace(STYLES_HERE, json.dumps(css)).replace(ICONS_HERE, json.dumps(shapes))


def _shapes(svg: str) -> list[tuple[str, dict[str, str]]]:
    """As names and attributes: the widget makes elements, for it must not read markup."""
    return [(name, dict(ATTRIBUTE.findall(rest))) for name, rest in SHAPE.findall(sprite.inside(svg))]
