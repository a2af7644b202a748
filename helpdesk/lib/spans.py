"""How long something takes, in the few characters of a row. Scripts have the same rules: lib/spans.js."""

from __future__ import annotations

MINUTE, HOUR, DAY = 60, 3600, 86_400


def short_span(seconds: float, *, units: tuple[str, str, str]) -> str:
    """`mm:ss` under an hour, then hours and minutes, then days and hours. `units`: of day, hour, minute."""
    whole = int(abs(seconds))
    sign = "−" if seconds < 0 else ""  # as wide as a figure, unlike a hyphen
    day, hour, minute = units
    if whole < HOUR:
        return f"{sign}{whole // MINUTE:02}:{whole % MINUTE:02}"
    if whole < DAY:
        return f"{sign}{whole // HOUR}{hour} {whole % HOUR // MINUTE:02}{minute}"
    return f"{sign}{whole // DAY}{day} {whole % DAY // HOUR}{hour}"
