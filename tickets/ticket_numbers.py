"""How a ticket is called before people, and what they may type for it."""

from __future__ import annotations

import re

from people.models import Company

_NUMBER = re.compile(r"\s*#?\s*(?:[A-Za-z]{1,8}\s*-\s*)?(\d{1,18})\s*")


def number_of(pk: int) -> str:
    return f"{Company.current().ticket_prefix}-{pk}"


def number_in(text: str) -> int | None:
    """ "NL-12", "#12" or "12"; nothing else is a number."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None
