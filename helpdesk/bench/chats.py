"""A web chat of the bench: visitors who are in it, their pages, and what they write by its door."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from channels_in.models import Connection, Visitor
from channels_in.webchat.visitors import hash_of, new_token
from helpdesk.bench.apart import Apart
from helpdesk.bench.timing import Browser
from tickets.models import Channel, Ticket

BACK_WITHIN = 60.0
WIDE = [[1_000_000, 60]]
WHAT = (
    "messages.visitor",
    "messages.network",
    "messages.all",
    "chats.visitor",
    "chats.network",
    "visits.all",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chats:
    key: str  # of the channel, as its site names it
    tokens: list[str]  # a visitor's each
    tickets: list[int]  # in the same order


def open_chats(port: int, *, team: int, visitors: int) -> Chats:
    """Each says hello, by the door. They all have one address: what a network may do says nothing here."""
    fields = {"kind": "webchat", "team_id": team, "language": "en", "undo_seconds": 0}
    channel, _ = Channel.objects.get_or_create(name="G15 chat", defaults=fields)
    options = {"limits": dict.fromkeys(WHAT, WIDE)}
    connection, _ = Connection.objects.get_or_create(channel=channel, defaults={"options": options})
    now, tokens = timezone.now(), [new_token() for _ in range(visitors)]
    rows = [
        Visitor(connection=connection, token_hash=hash_of(token), language="en", seen_at=now)
        for token in tokens
    ]
    Visitor.objects.bulk_create(rows)
    browser = Browser(port)
    for token in tokens:
        write(browser, connection.token, token, "Hello?")
    own = [row.own_address for row in rows]
    mine = Ticket.objects.filter(customer__identities__address__in=own, channel=channel)
    by_address = dict(mine.values_list("customer__identities__address", "pk"))
    return Chats(key=connection.token, tokens=tokens, tickets=[by_address[address] for address in own])


def write(browser: Browser, key: str, token: str, text: str, *, patient: bool = False) -> None:
    """A visitor's words, once; `patient`: the same again while the web process is away."""
    said = json.dumps({"v": 1, "token": token, "key": str(uuid.uuid4()), "text": text})
    until = time.monotonic() + BACK_WITHIN
    while True:
        try:
            status = browser.post_text(f"/chat/{key}/messages/", said)
            if status == 202:
                return
            if not patient:
                raise RuntimeError(f"A message was answered with {status}.")
        except OSError:
            if not patient:
                raise
        if time.monotonic() > until:
            raise RuntimeError("The web process did not come back.")
        time.sleep(0.2)


class VisitorPages:
    """In a process of their own."""

    def __init__(self, port: int, chats: Chats) -> None:
        self._apart = Apart("helpdesk.bench.visitors", port=port, key=chats.key, tokens=chats.tokens)

    def come_back(self) -> None:
        """Waits until each has opened its line anew and has been told what it missed."""
        self._apart.tell("back")

    def end(self) -> list[dict[str, Any]]:
        """Of each page: {"heard": {words: when they first came}, "times": how often what came, "opened"}."""
        found: list[dict[str, Any]] = self._apart.end()
        return found
