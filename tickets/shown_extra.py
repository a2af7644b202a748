"""One thing that came beside words, as a page shows it, and how the fields of a stranger are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

Extra = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownExtra:
    """`is_card`: stands in a frame of its own; else it is a line of small print."""

    icon: str
    words: str
    lines: tuple[str, ...] = ()
    link: str = ""
    link_words: str = ""
    is_card: bool = True


def text(extra: Extra, name: str) -> str:
    value = extra.get(name)
    return " ".join(str(value).split())[:500] if isinstance(value, str | int | float) else ""


def texts(values: object) -> list[str]:
    return [str(one)[:320] for one in values if isinstance(one, str)] if isinstance(values, list) else []


def rows(extra: Extra, name: str) -> list[Extra]:
    values = extra.get(name)
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def number(extra: Extra, name: str) -> float | None:
    value = extra.get(name)
    return float(value) if isinstance(value, int | float) else None


def moment(extra: Extra, name: str) -> datetime | None:
    try:
        return parse_datetime(text(extra, name))
    except ValueError:
        return None


def web(url: str) -> str:
    """What may be followed: to the web, and nothing else."""
    return url if url.startswith(("https://", "http://")) else ""


def filled(lines: list[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def duration(seconds: object) -> str:
    if not isinstance(seconds, int) or seconds < 0:
        return ""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"
