"""Words as a learner reads them: one spelling for what people stretch, and no number for its own sake."""

from __future__ import annotations

import re

MOST = 2_000  # characters: what a message is about stands at its beginning

_STRETCHED = re.compile(r"(.)\1{2,}")  # "tolooong"
_DIGIT = re.compile(r"\d")


def clean(text: str) -> str:
    return _DIGIT.sub("0", _STRETCHED.sub(r"\1", text[:MOST].lower()))
