"""Updates of Telegram, as its server would send them."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from channels_in.models import Connection, ReceiptItem
from tests.builders import a_channel
from tests.channels_in.mails import work

SECRET, TOKEN = "alur_test-webhook_secret", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
BUDI = 4503599627370495  # 52 bits, as long as an id may become
_n = count(70)
_updates = count(870000)


def a_bot(**channel: Any) -> Connection:
    return Connection.objects.create(
        channel=a_channel(**{"kind": "telegram", "language": "id", "undo_seconds": 0, **channel}),
        secrets={"webhook_secrets": [SECRET], "bot_token": TOKEN},
    )


def a_said(text: str = "Halo, paket saya belum sampai", **fields: Any) -> dict[str, Any]:
    return a_message(text=text, **fields)


def a_message(**fields: Any) -> dict[str, Any]:
    names = {"first_name": "Budi", "last_name": "Santoso", "username": "budi"}
    said = {
        "message_id": next(_n),
        "from": {"id": BUDI, "is_bot": False, **names, "language_code": "id"},
        "chat": {"id": BUDI, **names, "type": "private"},
        "date": 1795500000,
    }
    return {**said, **fields}


def an_update(message: dict[str, Any] | None = None, *, update_id: int = 0, **fields: Any) -> dict[str, Any]:
    found = {"update_id": update_id or next(_updates), **fields}
    return found if message is None else {**found, "message": message}


def post(client: Client, connection: Connection, update: Any, *, secret: str | None = SECRET) -> HttpResponse:
    raw = update if isinstance(update, bytes) else json.dumps(update).encode()
    headers = {} if secret is None else {HEADER: secret}
    return client.post(f"/hooks/{connection.token}/", raw, content_type="application/json", headers=headers)


def arrives(
    client: Client, connection: Connection, message: dict[str, Any] | None = None, **fields: Any
) -> ReceiptItem:
    """Posted, taken and worked off; the newest item."""
    assert post(client, connection, an_update(message, **fields)).status_code == 200
    work()
    return ReceiptItem.objects.latest("pk")
