"""Whole words and phrases in a text, whatever their case and accents. Time grows with the text, never faster.

A star stands for affixes: kirim* finds kiriman, *kirim finds dikirim, and *kirim* finds pengiriman too, where
Indonesian melts the first letter into the prefix.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

MAX_PHRASE = 200
MAX_TEXT = 250_000  # what is searched of a text; more than anybody types
MIN_STEM = 2
SHOWN = 80

_MARKS = re.compile(
    "[\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe20-\ufe2f\ufeff]+"
)
_MELTED = {"k": "ng", "p": "m", "s": "ny", "t": "n"}
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a phrase."""

    stem: str
    open_left: bool = False
    open_right: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The stem, and how me- and pe- change its beginning: kirim, mengirim, pengirim."""
        melted = _MELTED.get(self.stem[:1]) if self.open_left else None
        if melted is None:
            return (self.stem,)
        return (self.stem, f"me{melted}{self.stem[1:]}", f"pe{melted}{self.stem[1:]}")

    @property
    def needles(self) -> tuple[str, ...]:
        left, right = "" if self.open_left else " ", "" if self.open_right else " "
        return tuple(left + form + right for form in self.forms)

    def fits(self, word: str) -> bool:
        if self.open_left:
            return any(form in word if self.open_right else word.endswith(form) for form in self.forms)
        return word.startswith(self.stem) if self.open_right else word == self.stem


@dataclass(frozen=True, slots=True)
class Phrase:
    raw: str
    parts: tuple[Part, ...]
    needles: tuple[str, ...] = field(init=False, compare=False)  # of the first word, made once

    def __post_init__(self) -> None:
        object.__setattr__(self, "needles", self.parts[0].needles if self.parts else ())

    def find(self, folded: str) -> str:
        """The words that fit, as they stand in the folded text; "" when there are none."""
        for needle in self.needles:
            if needle in folded and (hit := self._find_from(needle, folded)):
                return hit
        return ""

    def _find_from(self, needle: str, folded: str) -> str:
        first, *rest = self.parts
        at = folded.find(needle)
        while at >= 0:
            begin = folded.rfind(" ", 0, at) + 1 if first.open_left else at + 1
            end = folded.find(" ", begin)
            last = _follow(rest, folded, end)
            if last:
                return folded[begin:last][:SHOWN]
            at = folded.find(needle, end)
        return ""


@lru_cache(maxsize=16)
def fold(text: str) -> str:
    """Lower case, no accents, one space around each word: ready for Phrase.find."""
    text = text[:MAX_TEXT]
    plain = text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return f" {_BETWEEN_WORDS.sub(' ', plain.casefold()).strip()} "


def phrase_fault(raw: str) -> str:
    """A fault code, or "" for a phrase that can be looked for."""
    if len(raw) > MAX_PHRASE:
        return "phrase_too_long"
    if any("*" in word.strip("*") for word in raw.split()):
        return "star_inside_a_word"
    parts = _parts(raw)
    if not parts:
        return "phrase_has_no_words"
    if any((part.open_left or part.open_right) and len(part.stem) < MIN_STEM for part in parts):
        return "star_too_short"
    return ""


def parse_phrase(raw: str) -> Phrase:
    return Phrase(raw, tuple(_parts(raw)))


def _parts(raw: str) -> list[Part]:
    parts = []
    for word in raw.split():
        stems = fold(word.strip("*")).split()
        for number, stem in enumerate(stems):
            open_left = number == 0 and word.startswith("*")
            open_right = number == len(stems) - 1 and word.endswith("*")
            parts.append(Part(stem, open_left, open_right))
        if not stems and "*" in word:
            parts.append(Part("", True, True))
    return parts


def _follow(parts: list[Part], folded: str, at: int) -> int:
    """Where the phrase ends when its other words follow from the space at `at`; 0 when they do not."""
    for part in parts:
        begin, at = at + 1, folded.find(" ", at + 1)
        if at < 0 or not part.fits(folded[begin:at]):
            return 0
    return at
