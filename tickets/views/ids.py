from __future__ import annotations

MOST = 200
DIGITS = 18


def ids_in(text: str) -> list[int]:
    """Of an address like ?ids=1,2,3; what is none is passed over."""
    parts = text[: MOST * (DIGITS + 1)].split(",")[:MOST]
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= DIGITS]
