"""Tables of words and phrases, written as text so that they stay readable in many languages."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """Separated by spaces."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Separated by bars or line ends; a space at the end of a phrase is written as an underscore."""
    found = (phrase.strip() for phrase in text.replace("\n", "|").split("|"))
    return tuple(phrase.replace("_", " ") for phrase in found if phrase)


def any_of(text: str) -> re.Pattern[str]:
    """One expression a line, whatever the case of its letters."""
    return re.compile("|".join(line.strip() for line in text.strip().splitlines()), re.IGNORECASE)
