"""Before a request is taken in, at whichever address: how large it may be, how fast they may come."""

from __future__ import annotations

import math
from functools import lru_cache

from django.http import HttpRequest

from channels_in.backlog import Backlog
from channels_in.models import Connection
from channels_in.rate import Limit, Rate

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE  # files travel as base64 inside
PER_SECOND = 100
backlog = Backlog()


class Shut(Exception):
    def __init__(self, status: int, code: str, *, retry_after: int = 0, **params: object) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.params = params


def body_of(request: HttpRequest, largest: int | None = None) -> bytes:
    """At most what we take. Read from the stream: Django's own limit is for forms."""
    largest = LARGEST if largest is None else largest
    raw = b"" if _announced(request) > largest else request.read(largest + 1)
    if _announced(request) > largest or len(raw) > largest:
        raise Shut(413, "too_large", limit=largest)
    return bytes(raw)


def slow_down(connection: Connection, status: int = 429) -> None:
    per_second = int(connection.options.get("per_second") or PER_SECOND)
    if wait := _rate(per_second).take(str(connection.pk)):
        seconds = max(1, math.ceil(wait))
        raise Shut(status, "too_many_requests", retry_after=seconds, seconds=seconds)


def refuse_when_behind() -> None:
    """Senders keep what they have until we have caught up."""
    if backlog.is_too_long():
        raise Shut(503, "busy", retry_after=10)


@lru_cache(maxsize=64)
def _rate(per_second: int) -> Rate:
    return Rate((Limit(per_second, 1.0),))


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
