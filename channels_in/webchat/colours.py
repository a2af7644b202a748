"""From the one colour that a company chooses: tones that can be read on every surface of the widget.

Lightness is moved in OKLCH, so that a colour stays itself; how bright it looks is measured as WCAG 2.2 does
(1.4.3 words 4.5:1, 1.4.11 parts of controls 3:1). Formulas: Björn Ottosson's OKLab, the sRGB transfer curve.
"""

from __future__ import annotations

import math
import re

HEXADECIMAL = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT = "#3f4aa8"
WORDS, PARTS = 4.5, 3.0
STEPS = 100

# The widget's surfaces, the least favourable of each theme: css/widget/frame.css --surface-3.
LIGHT_SURFACE, DARK_SURFACE = "#f2f0ed", "#282a2f"
WHITE, BLACK = "#ffffff", "#000000"

Triple = tuple[float, float, float]


def is_colour(text: str) -> bool:
    return HEXADECIMAL.fullmatch(text) is not None


def tones(colour: str) -> dict[str, str]:
    fill = colour.lower() if is_colour(colour) else DEFAULT
    return {
        "fill": fill,
        "on": max((WHITE, BLACK), key=lambda ink: contrast(ink, fill)),
        "text": _until(fill, on=LIGHT_SURFACE, ratio=WORDS),
        "text_dark": _until(fill, on=DARK_SURFACE, ratio=WORDS),
        "line": _until(fill, on=LIGHT_SURFACE, ratio=PARTS),
        "line_dark": _until(fill, on=DARK_SURFACE, ratio=PARTS),
    }


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _until(colour: str, *, on: str, ratio: float) -> str:
    """The colour itself if it stands out from the surface, else as little darker or lighter as it takes."""
    lightness, chroma, hue = _to_oklch(colour)
    end = 1.0 if _luminance(on) < 0.5 else 0.0
    for step in range(STEPS + 1):
        part = step / STEPS
        tried = (
            colour
            if not step
            else _from_oklch((lightness + (end - lightness) * part, chroma * (1 - part), hue))
        )
        if contrast(tried, on) >= ratio:
            return tried
    return WHITE if end else BLACK


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Triple:
    red, green, blue = (_to_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _to_linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _from_linear(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return float(value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)


def _to_oklch(colour: str) -> Triple:
    r, g, b = _linear(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    bb = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, bb), math.atan2(bb, a)


def _from_oklch(tone: Triple) -> str:
    lightness, chroma, hue = tone
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_from_linear(value) * 255):02x}" for value in linear)
