"""A hook of a provider, signed as the provider would and posted to this installation's own door."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from channels_in import kinds
from channels_in.api import signature as api
from channels_in.models import Connection
from tickets.models import ChannelKind

SECONDS = 30.0
JSON = "application/json"
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    status: int
    body: bytes = b""
    retry_after: str = ""


class NotSignable(Exception):
    """Nobody signs hooks of such a channel, or it has no secret yet."""


def post(connection: Connection, raw: bytes, *, beneath: str = "", is_signed: bool = True) -> Answered:
    """What our door said. OSError or HTTPException: it was not there, or cut the line."""
    path = f"/hooks/{connection.token}/" + (f"{beneath.strip('/')}/" if beneath.strip("/") else "")
    headers = headers_of(connection, raw, path) if is_signed else {"Content-Type": content_type_of(raw)}
    host = settings.BIND if settings.BIND not in EVERYWHERE else "127.0.0.1"
    line = http.client.HTTPConnection(host, settings.PORT, timeout=SECONDS)
    try:
        line.request("POST", path, raw, {"Host": urlsplit(settings.BASE_URL).netloc, **headers})
        answer = line.getresponse()
        said = answer.read()
    finally:
        line.close()
    return Answered(status=answer.status, body=said, retry_after=answer.headers.get("Retry-After", ""))


def headers_of(connection: Connection, raw: bytes, path: str) -> Mapping[str, str]:
    kind = connection.channel.kind
    if kind == ChannelKind.API:
        return _of_api(connection, raw)
    door = kinds.KINDS[kind].door
    found = door.signed(raw, connection, f"{settings.BASE_URL}{path}") if door else None
    if found is None:
        raise NotSignable
    return found


def content_type_of(raw: bytes) -> str:
    return JSON if raw.lstrip()[:1] in {b"{", b"["} else "application/x-www-form-urlencoded"


def _of_api(connection: Connection, raw: bytes) -> Mapping[str, str]:
    secrets, now = connection.secrets.get("signing") or [], int(time.time())
    if not secrets:
        raise NotSignable
    signature = api.sign(secrets[0], timestamp=now, signed=raw)
    return {"Content-Type": JSON, "Alur-Timestamp": str(now), "Alur-Signature": signature}
