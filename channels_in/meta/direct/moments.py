"""When something happened: milliseconds by the book, seconds of some products, words of old ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from channels_in.chat.reading import Data, number, words

SECONDS_BELOW = 10**11
EARLIEST = datetime(2010, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)


def moment_in(data: Data, *path: str) -> datetime | None:
    """None where it cannot be true: then it is when we heard of it."""
    stamp = number(data, *path)
    found = _from_words(words(data, *path, longest=40)) if stamp is None else _from_stamp(stamp)
    return found if found and EARLIEST <= found <= timezone.now() + AHEAD else None


def _from_stamp(stamp: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(stamp if stamp < SECONDS_BELOW else stamp / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _from_words(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
