"""A web chat's door as the widget uses it: visitors who write their first words, each opening a ticket."""

from __future__ import annotations

import json
import uuid

from django.utils import timezone

from channels_in.models import Connection, Visitor
from channels_in.webchat.visitors import hash_of, new_token
from helpdesk.bench.chats import WHAT, WIDE
from helpdesk.bench.hooks import Hook
from tickets.models import Channel

WORDS = "Where is my parcel? It should have come on Monday."


def a_web_chat(goal: str, *, team: int, port: int, visitors: int) -> Hook:
    """A chat of the goal's own, made once, with so many new visitors, one for each name that is written."""
    fields = {"kind": "webchat", "team_id": team, "language": "en", "undo_seconds": 0}
    channel, _ = Channel.objects.get_or_create(name=f"{goal} chat", defaults=fields)
    options = {"limits": dict.fromkeys(WHAT, WIDE)}
    connection, _ = Connection.objects.get_or_create(channel=channel, defaults={"options": options})
    street = _Street(connection, visitors)
    browser = {"Content-Type": "text/plain", "Origin": f"http://127.0.0.1:{port}"}
    return Hook(
        path=f"/chat/{connection.token}/messages/",
        channel=channel.pk,
        write=street.write,
        sign=lambda body: browser,
        kept=202,
        known_as=street.known_as,
    )


class _Street:
    """Who has not written yet. The same name is always the same visitor and the same message."""

    def __init__(self, connection: Connection, visitors: int) -> None:
        now, tokens = timezone.now(), [new_token() for _ in range(visitors)]
        rows = Visitor.objects.bulk_create(
            Visitor(connection=connection, token_hash=hash_of(token), language="en", seen_at=now)
            for token in tokens
        )
        self._free = list(zip((row.pk for row in rows), tokens, strict=True))
        self._taken: dict[str, tuple[int, str]] = {}

    def write(self, name: str) -> bytes:
        said = {"v": 1, "token": self._visitor(name)[1], "key": _key(name), "text": WORDS}
        return json.dumps(said).encode()

    def known_as(self, name: str) -> str:
        return f"{self._visitor(name)[0]}:{_key(name)}"

    def _visitor(self, name: str) -> tuple[int, str]:
        if name not in self._taken:
            self._taken[name] = self._free.pop()
        return self._taken[name]


def _key(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))
