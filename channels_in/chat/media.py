"""What it means to get a file from a provider."""

from __future__ import annotations

LARGEST = 100 * 1024 * 1024


class Lost(Exception):
    """It can never be got; the code says why (tickets/file_reasons.py)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
