"""Numbers that need not be whole, as the reader's language writes them: 2.75, 2,75, and 3."""

from __future__ import annotations

from django.template.defaultfilters import floatformat


def amount(number: float) -> str:
    whole = round(number, 2)
    return str(int(whole)) if whole == int(whole) else str(floatformat(whole, "-2")).rstrip("0")
