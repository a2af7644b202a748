"""Webhooks of WhatsApp, as Meta would send them."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from channels_in.meta.signature import app_of, sign
from channels_in.models import Connection, ReceiptItem
from tests.builders import a_channel
from tests.channels_in.mails import work

SECRET, VERIFY = "alur-test-app-secret", "a word of ours"
BUDI, BSUID = "6281234567890", "ID.13491208655302741918"
_n = count(106540352242922)


def a_number(*, secret: str = SECRET, number: str = "", **channel: Any) -> Connection:
    """A channel with a phone number id of its own."""
    return Connection.objects.create(
        channel=a_channel(**{"kind": "whatsapp", "language": "id", "undo_seconds": 0, **channel}),
        address=number or str(next(_n)),
        options={"apps": [app_of(secret)]},
        secrets={"app_secrets": [secret], "verify_token": VERIFY, "access_token": "EAAG-token"},
    )


def a_text(words: str = "Halo, paket saya belum sampai", **fields: Any) -> dict[str, Any]:
    return a_said("text", {"body": words}, **fields)


def a_said(kind: str, what: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    now = str(int(timezone.now().timestamp()))
    said = {"from": BUDI, "id": f"wamid.{next(_n)}", "timestamp": now, "type": kind, **fields}
    return said if what is None else {**said, kind: what}


def body(connection: Connection, *messages: dict[str, Any], **lists: Any) -> dict[str, Any]:
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550001111", "phone_number_id": connection.address},
        "contacts": [{"profile": {"name": "Budi Santoso"}, "wa_id": BUDI}],
        **lists,
    }
    if messages:
        value["messages"] = list(messages)
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def as_meta_writes(data: Any) -> bytes:
    """ASCII, and slashes with a backslash before them."""
    return json.dumps(data, separators=(",", ":")).replace("/", "\\/").encode()


def post(
    client: Client, connection: Connection, data: Any, *, secret: str = SECRET, signature: str | None = None
) -> HttpResponse:
    raw = data if isinstance(data, bytes) else as_meta_writes(data)
    signed = sign(secret, raw) if signature is None else signature
    headers = {"X-Hub-Signature-256": signed} if signed else {}
    return client.post(f"/hooks/{connection.token}/", raw, content_type="application/json", headers=headers)


def arrives(client: Client, connection: Connection, *messages: dict[str, Any], **lists: Any) -> ReceiptItem:
    """Posted, taken and worked off; the newest item."""
    assert post(client, connection, body(connection, *messages, **lists)).status_code == 200
    work()
    return ReceiptItem.objects.latest("pk")
