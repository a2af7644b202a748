"""Reads what a provider sent: whatever it is, something usable comes out, and no type surprises anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from channels_in.api.fields import YEARS, storable
from channels_in.items import Incoming, Unreadable

LONGEST_TEXT = 100_000
LONGEST_ID = 255
MOST_BYTES = 2**53
Data = Mapping[str, Any]


def words(data: Any, *path: str, longest: int = LONGEST_TEXT) -> str:
    """A text or number at the path, storable and cut; nothing for anything else."""
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    if isinstance(data, bool) or not isinstance(data, str | int | float):
        return ""
    return storable(str(data))[:longest]


def part(data: Any, *path: str) -> Data:
    """The object at the path, or an empty one."""
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def parts(data: Any, *path: str) -> Iterator[Data]:
    """The objects of the list at the path; what is no object is passed over."""
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    yield from (one for one in data if isinstance(one, dict)) if isinstance(data, list) else ()


def number(data: Any, *path: str) -> float | None:
    try:
        found = float(words(data, *path, longest=40))
    except ValueError:
        return None
    return found if found == found and abs(found) < float("inf") else None


def whole(data: Any, *path: str) -> int | None:
    """A whole number at the path, however many bits it has; none for what only looks like one."""
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, int) and not isinstance(data, bool) else None


def size_in(data: Any, *path: str) -> int:
    """Of a file, as claimed; 0 where nothing sensible is said."""
    return min(max(0, whole(data, *path) or 0), MOST_BYTES)


def moment(data: Any, *path: str, per_second: int = 1) -> datetime | None:
    """Of Unix time. None where no calendar has it."""
    stamp = number(data, *path)
    try:
        found = datetime.fromtimestamp((stamp or 0) / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return found if stamp is not None and found.year in YEARS else None


def name_of(*pieces: object) -> str:
    """An external id that fits its column, whatever it is made of."""
    name = ":".join(str(piece) for piece in pieces)
    return name if len(name) <= LONGEST_ID else f"{pieces[0]}:{sha256(name.encode()).hexdigest()}"


def taking_back(message: str) -> str:
    """The external id of what takes a message back: at most one does."""
    return name_of("revoke", message)


def digest_of(*pieces: object) -> str:
    """For what has no id of its own: what it says."""
    return sha256(json.dumps(pieces, sort_keys=True, default=str).encode()).hexdigest()[:40]


def unread(raw: bytes, *, reason: str = "invalid", detail: str = "") -> Incoming:
    """A body, or a piece of it, that nobody understands."""
    content = Unreadable(reason=reason, detail=detail)
    return Incoming(external_id="unread:" + sha256(raw).hexdigest(), content=content)


def document(raw: bytes) -> Data | None:
    """The JSON object that a body is. None: it is none."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
