"""Messenger and Instagram as the demo plays them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from itertools import count
from typing import Any

from django.conf import settings

from channels_in.chat.reading import part, parts, words
from channels_in.fakes.server import Asked, Told
from channels_in.meta.direct.fake import FakeMeta, error
from channels_in.models import Connection
from channels_in.simulator.acts import Act, Arrived, Letter, Person
from channels_in.simulator.manners.manners import (
    EDIT,
    FILE,
    LOCATION,
    PICTURE,
    REACTION,
    REPLY,
    TAKE_BACK,
    TAP,
    TEXT,
    VOICE,
    Usual,
    app_of,
    bearer,
    fresh,
    is_about_token,
    letter,
)
from channels_in.simulator.screen import Bubble
from tickets.models import ChannelKind

FILES = {PICTURE: "image", VOICE: "audio", FILE: "file"}
TYPES = {"image": "image/jpeg", "audio": "audio/mpeg", "video": "video/mp4"}
USUAL = frozenset({TEXT, PICTURE, VOICE, FILE, REPLY, REACTION, EDIT, TAKE_BACK, TAP})
MILLI = 1000


class DirectManners(Usual):
    def __init__(self, kind: ChannelKind) -> None:
        self.kind = kind
        self.acts = USUAL | ({LOCATION} if kind == ChannelKind.MESSENGER else set())
        self.hint = "5614879045272581"

    def address_of(self, written: str) -> str:
        found = re.sub(r"\s", "", written)
        return found if re.fullmatch(r"[0-9]{5,20}", found) else ""

    def fake(self, connection: Connection) -> FakeMeta:
        accounts = dict.fromkeys(_names_of(connection), self.kind.value)
        token = str(connection.secrets.get("access_token", ""))
        return FakeMeta(
            token=token,
            url=settings.PROVIDERS.graph,
            accounts=accounts,
            subscribed=["messages"],
            _numbers=count(fresh()),
            **app_of(connection),
        )

    def is_for(self, asked: Asked, connection: Connection) -> bool:
        """Files have no token: their names are found in the one that has them."""
        if asked.path.startswith("/cdn/"):
            return asked.path.startswith(f"/cdn/{connection.channel_id}-")
        if is_about_token(asked, connection):
            return True
        pieces = asked.path.removeprefix("/ig").strip("/").split("/")
        is_account = len(pieces) > 2 and pieces[1] in _names_of(connection)
        is_message = len(pieces) == 2
        return bearer(asked) == connection.secrets.get("access_token") and (is_account or is_message)

    def knows(self, fake: Any, person: Person, *, state: str) -> None:
        """By name. Whoever blocks a page is told nobody of."""
        if person.name:
            first, _, last = person.name.partition(" ")
            fake.people[person.address] = {"name": person.name, "first_name": first, "last_name": last}

    def file_of(self, connection: Connection, act: Act) -> str:
        return cdn_name(connection.channel_id, act)

    def holds(self, fake: FakeMeta, name: str, content: bytes, content_type: str) -> None:
        fake.cdn[name] = [Told(body=content, headers={"Content-Type": content_type})]

    def arrived(self, fake: FakeMeta, taken: Mapping[str, Any]) -> Arrived:
        message = part(taken, "message")
        attachment = part(message, "attachment")
        kind = words(attachment, "type")
        uploaded = fake.uploads.get(words(attachment, "payload", "attachment_id"), b"")
        content = taken["filedata"] if isinstance(taken.get("filedata"), bytes) else uploaded
        return Arrived(
            address=words(taken, "recipient", "id"),
            name=str(taken["mid"]),
            text=words(message, "text") or words(attachment, "payload", "text"),
            content=content,
            content_type=TYPES.get(kind, ""),
            file_name=kind if content else "",
            replies_to=words(taken, "reply_to", "mid"),
            buttons=_buttons(message),
        )

    def new_name(self) -> str:
        return f"m_{secrets.token_urlsafe(24)}"

    def said(self, connection: Connection, person: Person, act: Act) -> Letter:
        return self._event(connection, person, _said(self.kind, connection, act), at=act.at)

    def told(
        self, connection: Connection, person: Person, bubble: Bubble, status: str, *, at: float
    ) -> Letter | None:
        """Instagram names what was read, Messenger says until when."""
        stamp = int(at * MILLI)
        if self.kind == ChannelKind.INSTAGRAM:
            what: dict[str, Any] | None = {"read": {"mid": bubble.name}} if status == "read" else None
        else:
            found: dict[str, dict[str, Any]] = {
                "delivered": {"delivery": {"mids": [bubble.name], "watermark": stamp}},
                "read": {"read": {"watermark": stamp}},
            }
            what = found.get(status)
        return self._event(connection, person, what, at=at) if what else None

    def trouble(self, status: int) -> Told:
        if status == 429:
            return error(613, 0, "Calls to this api have exceeded the rate limit.", status=429)
        return error(2, 0, "An unexpected error has occurred. Please retry later.", status=status)

    def _event(self, connection: Connection, person: Person, what: Mapping[str, Any], *, at: float) -> Letter:
        sides = {"sender": {"id": person.address}, "recipient": {"id": connection.address}}
        event = {**sides, "timestamp": int(at * MILLI), **what}
        entry = {"id": connection.address, "time": int(at * MILLI), "messaging": [event]}
        kind = "page" if self.kind == ChannelKind.MESSENGER else "instagram"
        return letter({"object": kind, "entry": [entry]})


def cdn_name(channel: int, act: Act) -> str:
    """Under which a file lies at Meta: whose it is, and as what."""
    ending = act.file_name.rpartition(".")[2] if "." in act.file_name else "bin"
    safe = re.sub(r"[^A-Za-z0-9]", "", act.name)
    return f"{channel}-{safe}.{re.sub(r'[^A-Za-z0-9]', '', ending)[:8] or 'bin'}"


def _said(kind: str, connection: Connection, act: Act) -> dict[str, Any]:
    match act.kind:
        case "reaction":
            done = {"action": "react", "reaction": "other", "emoji": act.text}
            return {"reaction": {"mid": act.of, **(done if act.text else {"action": "unreact"})}}
        case "edit":
            times = int(act.about.get("edits", 0)) + 1
            return {"message_edit": {"mid": act.of, "text": act.text, "num_edit": times}}
        case "take_back":
            return {"message": {"mid": act.of, "is_deleted": True}}
        case _:
            return {"message": _message(connection, act)}


def _message(connection: Connection, act: Act) -> dict[str, Any]:
    message: dict[str, Any] = {"mid": act.name}
    if act.text and act.kind != LOCATION:
        message["text"] = act.text
    if act.kind in FILES:
        url = f"{settings.PROVIDERS.graph}/cdn/{cdn_name(connection.channel_id, act)}"
        message["attachments"] = [{"type": FILES[act.kind], "payload": {"url": url}}]
    if act.kind == LOCATION:
        place = {"coordinates": {"lat": act.latitude, "long": act.longitude}}
        message["attachments"] = [{"type": "location", "title": act.text, "payload": place}]
    if act.kind == TAP:
        message["quick_reply"] = {"payload": act.payload}
    elif act.of:
        message["reply_to"] = {"mid": act.of}
    return message


def _buttons(message: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    quick = [(words(one, "payload"), words(one, "title")) for one in parts(message, "quick_replies")]
    template = parts(message, "attachment", "payload", "buttons")
    return tuple(
        one for one in (*quick, *((words(b, "payload"), words(b, "title")) for b in template)) if one[1]
    )


def _names_of(connection: Connection) -> tuple[str, ...]:
    """The first is what it says of itself when it is asked who "me" is."""
    page = str(connection.options.get("page_id") or connection.address)
    return (connection.address, page, "me")
