"""A visitor's page: says to the server what the widget says, keeps what the widget keeps."""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection
from channels_in.webchat.proof import sign
from events import actors
from tests.builders import a_channel
from tickets.models import Ticket

SHOP = "https://shop.example"
SECRET = "0123456789abcdef0123456789abcdef"
MANY = {name: [[10_000, 60]] for name in ("messages.visitor", "visits.network", "chats.visitor")}
_n = itertools.count(1)


def a_web_chat(*, team: Any = None, secret: str = SECRET, **options: Any) -> Connection:
    channel = a_channel(kind="webchat", name=f"Web chat {next(_n)}", team=team, language="en", undo_seconds=0)
    save_connection(
        channel,
        by=actors.SYSTEM,
        options={"origins": [SHOP], "limits": MANY, **options},
        secrets={"identity": [secret]} if secret else None,
    )
    return Connection.objects.select_related("channel").get(channel=channel)


def signed(
    subject: str = "user-7", *, secret: str = SECRET, lasts: float = 600, **claims: Any
) -> dict[str, str]:
    said = {"sub": subject, "exp": int(time.time() + lasts), **claims}
    return {"jwt": sign({name: value for name, value in said.items() if value is not None}, secret)}


@dataclass
class Visitor:
    connection: Connection
    client: Client = field(default_factory=Client)
    origin: str = SHOP
    token: str | None = None
    key: str = ""
    cursor: str = ""
    peer: str = "203.0.113.7"
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)

    def say(self, what: str, body: Any = None, **said: Any) -> Any:
        data = json.dumps({"v": 1, **said}) if body is None else body
        return self.client.post(
            f"/chat/{self.connection.token}/{what}/",
            data=data,
            content_type="text/plain;charset=UTF-8",
            headers={"origin": self.origin},
            REMOTE_ADDR=self.peer,
        )

    def visit(self, **said: Any) -> Any:
        answer = self.say("visits", token=self.token, **said)
        if answer.status_code == 200:
            found = answer.json()
            self.token = found["token"] or self.token
            self.key = found["visitor"]
            self.take(found["feed"])
        return answer

    def write(self, text: str, *, key: str | None = None) -> Any:
        return self.say("messages", token=self.token, key=key or str(uuid4()), text=text)

    def upload(self, name: str, content: bytes, *, content_type: str = "image/png", **fields: Any) -> Any:
        return self.client.post(
            f"/chat/{self.connection.token}/files/",
            data={
                "v": "1",
                "token": self.token,
                "key": str(uuid4()),
                "file": SimpleUploadedFile(name, content, content_type=content_type),
                **fields,
            },
            headers={"origin": self.origin},
            REMOTE_ADDR=self.peer,
        )

    def look(self) -> dict[str, Any]:
        answer = self.say("feed", token=self.token, cursor=self.cursor)
        assert answer.status_code == 200, answer.content
        return self.take(answer.json())

    def take(self, feed: dict[str, Any]) -> dict[str, Any]:
        self.cursor, self.state = feed["cursor"], feed["state"]
        if feed["full"]:
            self.messages, self.lines = {}, []
        for message in feed["messages"]:
            if message.get("gone"):
                self.messages.pop(message["id"], None)
            else:
                self.messages[message["id"]] = message
        self.lines += feed["lines"]
        return feed

    @property
    def texts(self) -> list[str]:
        return [one["text"] for one in sorted(self.messages.values(), key=lambda one: (one["at"], one["id"]))]


def a_visitor(connection: Connection, **said: Any) -> Visitor:
    """Whose chat is open."""
    visitor = Visitor(connection)
    answer = visitor.visit(**said)
    assert answer.status_code == 200, answer.content
    return visitor


def ticket_of(visitor) -> Ticket:
    return Ticket.objects.get(
        channel=visitor.connection.channel, customer__identities__address__endswith=visitor.key
    )
