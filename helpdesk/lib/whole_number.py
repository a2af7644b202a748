"""Numbers that somebody typed, or put into an address."""

from __future__ import annotations

import re

# Digits as in ASCII, and no more of them than a column takes: neither "²" nor a hundred nines gets further.
_WHOLE = re.compile(r"-?[0-9]{1,9}")


def whole_number(word: str) -> int | None:
    """None: it is none, or beyond a thousand million."""
    return int(word) if _WHOLE.fullmatch(word) else None
