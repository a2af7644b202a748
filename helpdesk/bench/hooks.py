"""The signed API door as its clients use it: docs/api.md, over kept-alive connections."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from channels_in.api.signature import sign
from channels_in.meta import signature as meta
from channels_in.models import Connection
from tickets.models import Channel

SECRET = "bench signing secret, on loopback only"  # noqa: S105
PER_SECOND = 100_000  # the door's own brake is not what is measured
LOST = (OSError, asyncio.IncompleteReadError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """`write`: the body of a message of that name. `sign`: the headers that make it genuine. `kept`: the
    door's yes. `known_as`: what the message of that name is called in the database.
    """

    path: str
    channel: int
    write: Callable[[str], bytes]
    sign: Callable[[bytes], dict[str, str]]
    kept: int = 200
    known_as: Callable[[str], str] = str


def a_hook(goal: str, *, team: int) -> Hook:
    """A channel of the goal's own, made once."""
    channel, _ = Channel.objects.get_or_create(
        name=f"{goal} API", defaults={"kind": "api", "team_id": team, "language": "en", "undo_seconds": 0}
    )
    made = {"secrets": {"signing": [SECRET]}, "options": {"per_second": PER_SECOND}}
    connection, _ = Connection.objects.get_or_create(channel=channel, defaults=made)
    return Hook(path=f"/hooks/{connection.token}/", channel=channel.pk, write=a_message, sign=_signed)


def a_whatsapp(goal: str, *, team: int) -> Hook:
    """A number of WhatsApp, made once: its hooks come as Meta writes and signs them."""
    name = f"{goal} WhatsApp"
    channel, _ = Channel.objects.get_or_create(
        name=name, defaults={"kind": "whatsapp", "team_id": team, "language": "en", "undo_seconds": 0}
    )
    number = str(10**14 + channel.pk)
    options = {"apps": [meta.app_of(SECRET)], "per_second": PER_SECOND}
    made = {"address": number, "secrets": {"app_secrets": [SECRET]}, "options": options}
    connection, _ = Connection.objects.get_or_create(channel=channel, defaults=made)
    return Hook(
        path=f"/hooks/{connection.token}/",
        channel=channel.pk,
        write=lambda name: a_whatsapp_message(name, number=number),
        sign=lambda body: {meta.HEADER: meta.sign(SECRET, body)},
    )


def a_whatsapp_message(name: str, *, number: str) -> bytes:
    """Of a customer of its own, so it opens a ticket."""
    customer = str(62_000_000_000_000 + zlib.crc32(name.encode()))
    text = {"body": "Where is my parcel? It should have come on Monday."}
    message = {"from": customer, "id": name, "timestamp": str(int(time.time())), "type": "text", "text": text}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550001111", "phone_number_id": number},
        "contacts": [{"profile": {"name": "Rina Wijaya"}, "wa_id": customer}],
        "messages": [message],
    }
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def a_message(name: str, *, text: str = "Where is my parcel? It should have come on Monday.") -> bytes:
    """Of a customer of its own, so it opens a ticket."""
    message = {
        "id": name,
        "customer": {"id": f"c-{name}", "name": "Rina Wijaya", "email": f"{name}@people.example"},
        "subject": f"Order {name}",
        "text": text,
        "metadata": {"order": 4711},
    }
    return json.dumps({"messages": [message]}).encode()


class Client:
    """One connection, opened when it is needed and again after it was lost."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, hook: Hook, body: bytes) -> tuple[int, Any]:
        headers = {"Content-Type": "application/json", **hook.sign(body)}
        status, content = await self.ask("POST", hook.path, body=body, headers=headers)
        return status, json.loads(content) if content else None

    async def ask(
        self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            return await _answer(reader)
        except LOST:
            self.close()
            raise

    async def post_until_kept(self, hook: Hook, body: bytes, *, seconds: float = 60) -> Any:
        """As a sender that means it: sends again until it is told yes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                status, answer = await self.post(hook, body)
            except LOST:
                status, answer = 0, None
            if status == hook.kept:
                return answer
            await asyncio.sleep(0.05)
        raise TimeoutError("The door never said yes.")

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split(" ", 2)[1])
    fields = dict(line.lower().split(":", 1) for line in head.split("\r\n")[1:] if ":" in line)
    return status, await reader.readexactly(int(fields.get("content-length", "0")))


def _signed(body: bytes) -> dict[str, str]:
    timestamp = int(time.time())
    signature = sign(SECRET, timestamp=timestamp, signed=body)
    return {"Alur-Timestamp": str(timestamp), "Alur-Signature": signature}
