"""One SVG sprite: the icons that icons.txt names, and the glyphs that are ours."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
LIST, GLYPHS = HERE / "icons.txt", HERE / "glyphs.svg"

INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
LOOK = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


class UnknownIcon(Exception):
    """Names an icon that the package does not have."""


def names() -> list[str]:
    lines = (line.split("#")[0] for line in LIST.read_text().splitlines())
    return sorted({name for line in lines for name in line.split()})


def join(icons: Path) -> str:
    symbols = [f'<symbol id="{name}" {LOOK}>{_shapes(icons / f"{name}.svg")}</symbol>' for name in names()]
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "\n" + ours() + "</svg>\n"


def ours() -> str:
    return _tight(inside(GLYPHS.read_text()))


def _shapes(file: Path) -> str:
    try:
        return _tight(inside(file.read_text()))
    except FileNotFoundError as error:
        raise UnknownIcon(f"{LIST.name} names {file.stem}, which lucide-static does not have.") from error


def inside(svg: str) -> str:
    found = INSIDE.search(svg)
    return found[1] if found else ""


def _tight(shapes: str) -> str:
    return (
        re.sub(r"\s+", " ", re.sub(r"<!--.*?-->", "", shapes, flags=re.DOTALL))
        .replace("> <", "><")
        .replace(" />", "/>")
        .strip()
    )
