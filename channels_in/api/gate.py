"""Who may pass the API door, and when it is shut: everything that is asked before a request is taken in."""

from __future__ import annotations

import math
import time
from functools import lru_cache

from django.http import HttpRequest

from channels_in.actions.count_refusal import count_refusal
from channels_in.api.signature import why_refused
from channels_in.backlog import Backlog
from channels_in.models import Connection
from channels_in.rate import Limit, Rate
from tickets.models import ChannelKind

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


def open_for(request: HttpRequest, token: str, *, signed: bytes) -> Connection:
    """The connection that the request is for, if it is genuine. One answer for every way in which it is
    not.
    """
    connection = (
        Connection.objects.select_related("channel")
        .filter(token=token, channel__kind=ChannelKind.API)
        .first()
    )
    reason = why_refused(
        connection.secrets.get("signing", []) if connection else [],
        timestamp=request.headers.get("Alur-Timestamp", ""),
        signature=request.headers.get("Alur-Signature", ""),
        signed=signed,
        now=time.time(),
    )
    if reason or connection is None:
        count_refusal(connection, reason if connection else "unknown_hook")
        raise Shut(401, "not_genuine")
    if not connection.channel.is_active:
        raise Shut(403, "switched_off")
    return connection


def body_of(request: HttpRequest) -> bytes:
    """At most what we take. Read from the stream: Django's own limit is for forms."""
    raw = b"" if _announced(request) > LARGEST else request.read(LARGEST + 1)
    if _announced(request) > LARGEST or len(raw) > LARGEST:
        raise Shut(413, "too_large", limit=LARGEST)
    return bytes(raw)


def slow_down(connection: Connection) -> None:
    per_second = int(connection.options.get("per_second") or PER_SECOND)
    if wait := _rate(per_second).take(str(connection.pk)):
        seconds = max(1, math.ceil(wait))
        raise Shut(429, "too_many_requests", retry_after=seconds, seconds=seconds)


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
