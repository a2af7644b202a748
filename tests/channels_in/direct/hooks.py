"""Webhooks of Messenger and Instagram, as Meta would send them."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from channels_in.meta.signature import app_of, sign
from channels_in.models import Connection, Receipt, ReceiptItem
from tests.builders import a_channel
from tests.channels_in.mails import work

SECRET, VERIFY, TOKEN = "alur-test-app-secret", "a word of ours", "EAAG-token"
SITI, APP = "5614879045272581", "1517776481860111"
OBJECTS = {"messenger": "page", "instagram": "instagram"}
_n = count(17841452691600098)


def an_account(
    kind: str = "messenger",
    *,
    address: str = "",
    secret: str = SECRET,
    options: dict[str, Any] | None = None,
    **channel: Any,
) -> Connection:
    return Connection.objects.create(
        channel=a_channel(**{"kind": kind, "language": "id", "undo_seconds": 0, **channel}),
        address=address or str(next(_n)),
        options={"apps": [app_of(secret)], "app_id": APP, **(options or {})},
        secrets={"app_secrets": [secret], "verify_token": VERIFY, "access_token": TOKEN},
    )


def a_page(**fields: Any) -> Connection:
    return an_account("messenger", **fields)


def an_instagram(**fields: Any) -> Connection:
    return an_account("instagram", **fields)


def now_in_ms() -> int:
    return int(timezone.now().timestamp() * 1000)


def an_event(connection: Connection, *, sender: str = SITI, **what: Any) -> dict[str, Any]:
    sides = {"sender": {"id": sender}, "recipient": {"id": connection.address}}
    return {**sides, "timestamp": now_in_ms(), **what}


def a_text(connection: Connection, text: str = "Halo, pesanan saya?", **fields: Any) -> dict[str, Any]:
    return a_said(connection, text=text, **fields)


def a_said(connection: Connection, *, sender: str = SITI, **message: Any) -> dict[str, Any]:
    return an_event(connection, sender=sender, message={"mid": f"m_{next(_n)}", **message})


def an_echo(connection: Connection, *, to: str = SITI, **message: Any) -> dict[str, Any]:
    event = a_said(connection, is_echo=True, **message)
    return {**event, "sender": {"id": connection.address}, "recipient": {"id": to}}


def a_picture(url: str, kind: str = "image") -> dict[str, Any]:
    return {"type": kind, "payload": {"url": url}}


def an_entry(connection: Connection, *events: Any, **lists: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"id": connection.address, "time": now_in_ms(), **lists}
    if events:
        found["messaging"] = list(events)
    return found


def body(*entries: dict[str, Any], kind: str = "messenger") -> dict[str, Any]:
    return {"object": OBJECTS[kind], "entry": list(entries)}


def as_meta_writes(data: Any) -> bytes:
    """ASCII, and slashes with a backslash before them."""
    return json.dumps(data, separators=(",", ":")).replace("/", "\\/").encode()


def post(
    client: Client, connection: Connection, data: Any, *, secret: str = SECRET, **headers: str
) -> HttpResponse:
    raw = data if isinstance(data, bytes) else as_meta_writes(data)
    given = headers or {"X-Hub-Signature-256": sign(secret, raw)}
    path = f"/hooks/{connection.token}/"
    return client.post(path, raw, content_type="application/json", headers=given)


def arrives(client: Client, connection: Connection, *events: Any, **lists: Any) -> ReceiptItem:
    """Posted, taken and worked off; the newest item."""
    data = body(an_entry(connection, *events, **lists), kind=connection.channel.kind)
    assert post(client, connection, data).status_code == 200
    work()
    return ReceiptItem.objects.latest("pk")


def in_time(times: int = 6) -> None:
    """What waits to be tried again is, until its attempts are used up."""
    for _ in range(times):
        Receipt.objects.filter(state="pending").update(due_at=timezone.now())
        work()
