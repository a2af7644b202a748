from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One line: an icon, what it says, and on the right the measure of it."""

    icon: str
    words: SafeString
    measure: str = ""
