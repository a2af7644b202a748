"""Inter with only the letters and weights that our own words need: a sixth of the file, on the first page."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path
from typing import Any

# English and Indonesian are written with these; css/tokens/font.css names the same ones.
PUNCTUATION = "\u00a0©°·×–—‘’“”•…−"
LETTERS = [*range(0x20, 0x7F), *map(ord, PUNCTUATION)]
WEIGHTS = (400, 700)
FEATURES = ["kern", "tnum"]  # even spacing, and figures that stay in their column


def cut(source: Path) -> bytes:
    # These take half a second to load, and only a changed source asks for them.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=False, name_IDs=[1, 2])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    font = TTFont(source)
    subsetter.subset(font)
    narrowed = instantiateVariableFont(_reopened(font), {"wght": WEIGHTS})
    narrowed.flavor = "woff2"
    file = BytesIO()
    narrowed.save(file)
    return file.getvalue()


def _reopened(font: Any) -> Any:
    """The instancer trips over the glyphs that a subset has dropped, unless they are really gone."""
    font.flavor = None
    file = BytesIO()
    font.save(file)
    return type(font)(BytesIO(file.getvalue()))
