"""Signed requests, as a client of ours would make them."""

from __future__ import annotations

import json
import time
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from channels_in.api.signature import sign
from channels_in.models import Connection
from tests.builders import a_channel

SECRET = "s3cret-of-the-shop"
_n = count(1)


def an_api(*, secrets: list[str] | None = None, **options: Any) -> Connection:
    channel = a_channel(kind="api", language="en", undo_seconds=0)
    return Connection.objects.create(
        channel=channel, options=options, secrets={"signing": secrets or [SECRET]}
    )


def a_message(**fields: Any) -> dict[str, Any]:
    n = next(_n)
    return {
        "id": f"order-{n}",
        "customer": {"id": f"C-{n}", "name": "Rina"},
        "subject": "Paket",
        "text": "Belum sampai",
        **fields,
    }


def post(
    client: Client,
    connection: Connection,
    body: Any,
    *,
    secret: str = SECRET,
    at: float | None = None,
    token: str = "",
    **headers: str,
) -> HttpResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    timestamp = int(time.time() if at is None else at)
    given = {
        "Alur-Timestamp": str(timestamp),
        "Alur-Signature": sign(secret, timestamp=timestamp, signed=raw),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return client.post(
        f"/hooks/{token or connection.token}/", raw, content_type="application/json", headers=given
    )


def get(client: Client, connection: Connection, path: str, *, secret: str = SECRET, **query: str) -> Any:
    target = f"/hooks/{connection.token}/{path}"
    if query:
        target += "?" + "&".join(f"{name}={value}" for name, value in query.items())
    timestamp = int(time.time())
    return client.get(
        target,
        headers={
            "Alur-Timestamp": str(timestamp),
            "Alur-Signature": sign(secret, timestamp=timestamp, signed=target.encode()),
        },
    )
