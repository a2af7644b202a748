"""How long something takes, in the few characters that a row has. The browser has the same rules: js/lib/spans.js."""

from __future__ import annotations

MINUTE, HOUR, DAY = 60, 3600, 86_400


def short_span(seconds: float, *, units: tuple[str, str, str]) -> str:
    """`mm:ss` under an hour, then hours and minutes, then days and hours. `units`: of day, hour, minute."""
    whole = int(abs(seconds))
    sign = "−" if seconds < 0 else ""  # noqa: RUF001 the real minus sign is as wide as a figure
    day, hour, minute = units
    if whole < HOUR:
        return f"{sign}{whole // MINUTE:02}:{whole % MINUTE:02}"
    if whole < DAY:
        return f"{sign}{whole // HOUR}{hour} {whole % HOUR // MINUTE:02}{minute}"
    return f"{sign}{whole // DAY}{day} {whole % DAY // HOUR}{hour}"
