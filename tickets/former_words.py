"""Of a message that was changed at its provider: providers may tell of the changes in any order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tickets.models import Message

# text, until (ISO), and where the provider counts: nth, and by = nth of the next
Versions = list[dict[str, Any]]


def overtaken(message: Message, text: str, *, when: datetime, nth: int | None) -> Versions | None:
    """The former words with these among them, where they belong; None if they are the newest."""
    former: Versions = message.former
    if nth is None:
        return _by_time(former, text, when)
    if nth > newest_of(former):
        return None
    return sorted(
        [*former, {"text": text, "until": when.isoformat(), "nth": nth}], key=lambda one: one.get("nth", 0)
    )


def replaced(message: Message, *, when: datetime, nth: int | None) -> Versions:
    """The former words once the ones that are shown have become former."""
    counted = {} if nth is None else {"nth": newest_of(message.former), "by": nth}
    return [*message.former, {"text": message.text, "until": when.isoformat(), **counted}]


def newest_of(former: Versions) -> int:
    """Which change the words are that are shown; 0: the first."""
    return max((one.get("by", 0) for one in former), default=0)


def _by_time(former: Versions, text: str, when: datetime) -> Versions | None:
    untils = (datetime.fromisoformat(one["until"]) for one in former)
    later = next((n for n, until in enumerate(untils) if until > when), None)
    if later is None:
        return None
    before = former[later]
    if before["text"] == text:
        return former
    pieces = [{"text": before["text"], "until": when.isoformat()}, {"text": text, "until": before["until"]}]
    return [*former[:later], *pieces, *former[later + 1 :]]
