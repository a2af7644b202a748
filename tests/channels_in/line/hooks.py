"""Webhooks of LINE, signed as LINE signs them."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from channels_in.line.door import sign
from channels_in.models import Connection, ReceiptItem
from tests.builders import a_channel
from tests.channels_in.mails import work

SECRET, TOKEN = "8c570fa6dd201bb328f1c1eac23a96d8", "line-access-token"
OURS = "Uab012345678901234567890123456789"
BUDI, SITI = "U206d25c2ea6bd87c17655609a1c37cb8", "U0123456789abcdef0123456789abcdef"
_n = count(461230966842064897)


def a_line(**channel: Any) -> Connection:
    return Connection.objects.create(
        channel=a_channel(**{"kind": "line", "language": "id", "undo_seconds": 0, **channel}),
        secrets={"channel_secrets": [SECRET], "channel_access_token": TOKEN},
    )


def an_event(kind: str = "message", *, user: str = BUDI, **fields: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "mode": "active",
        "timestamp": 1795500000000,
        "source": {"type": "user", "userId": user},
        "webhookEventId": f"01J{next(_n)}",
        "deliveryContext": {"isRedelivery": False},
        **fields,
    }


def a_said(
    text: str = "Halo, paket saya belum sampai", *, user: str = BUDI, **message: Any
) -> dict[str, Any]:
    return an_event(user=user, message={"id": str(next(_n)), "type": "text", "text": text, **message})


def a_file(kind: str, *, user: str = BUDI, **message: Any) -> dict[str, Any]:
    said = {"id": str(next(_n)), "type": kind, "contentProvider": {"type": "line"}, **message}
    return an_event(user=user, message=said)


def body(*events: Any) -> bytes:
    return json.dumps({"destination": OURS, "events": list(events)}).encode()


def post(
    client: Client,
    connection: Connection,
    raw: bytes,
    *,
    secret: str = SECRET,
    signature: str | None = None,
    header: str = "x-line-signature",
) -> HttpResponse:
    signed = sign(secret, raw) if signature is None else signature
    headers = {header: signed} if signed else {}
    return client.post(f"/hooks/{connection.token}/", raw, content_type="application/json", headers=headers)


def arrives(client: Client, connection: Connection, *events: dict[str, Any]) -> ReceiptItem:
    """Posted, taken and worked off; the newest item."""
    assert post(client, connection, body(*events)).status_code == 200
    work()
    return ReceiptItem.objects.latest("pk")
