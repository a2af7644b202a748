"""LINE as the demo plays it. It tells nothing of what became of a message of ours."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from itertools import count
from typing import Any

from channels_in.care.hook_address import hook_address
from channels_in.chat.reading import part, parts, words
from channels_in.fakes.server import Asked, Told
from channels_in.line.fake import FakeLine, error
from channels_in.models import Connection
from channels_in.simulator.acts import Act, Arrived, Letter, Person
from channels_in.simulator.manners.manners import (
    BLOCKED,
    FILE,
    LOCATION,
    OPEN,
    PICTURE,
    REPLY,
    TAKE_BACK,
    TAP,
    TEXT,
    VOICE,
    Usual,
    bearer,
    fresh,
    letter,
)

FILES = {PICTURE: "image", VOICE: "audio", FILE: "file"}


class LineManners(Usual):
    acts = frozenset({TEXT, PICTURE, VOICE, FILE, LOCATION, REPLY, TAKE_BACK, TAP})
    states: tuple[str, ...] = (OPEN, BLOCKED)
    hint = "U206d25c2ea6bd87c17655609a1c37cb8"

    def address_of(self, written: str) -> str:
        found = re.sub(r"\s", "", written)
        return found if re.fullmatch(r"U[0-9a-f]{32}", found) else ""

    def fake(self, connection: Connection) -> FakeLine:
        token = str(connection.secrets.get("channel_access_token", ""))
        return FakeLine(token=token, endpoint=hook_address(connection), _numbers=count(fresh() * 10**5))

    def is_for(self, asked: Asked, connection: Connection) -> bool:
        return bearer(asked) == str(connection.secrets.get("channel_access_token"))

    def knows(self, fake: FakeLine, person: Person, *, state: str) -> None:
        super().knows(fake, person, state=state)
        fake.names[person.address] = person.name or person.address

    def holds(self, fake: FakeLine, name: str, content: bytes, content_type: str) -> None:
        fake.contents[name] = content

    def arrived(self, fake: FakeLine, taken: Mapping[str, Any]) -> Arrived:
        return Arrived(
            address=str(taken["to"]),
            name=str(taken["id"]),
            text=words(taken, "text") or words(taken, "altText"),
            buttons=_buttons(taken),
        )

    def new_name(self) -> str:
        return str(5 * 10**17 + secrets.randbelow(10**17))

    def said(self, connection: Connection, person: Person, act: Act) -> Letter:
        event = {
            "type": "message",
            "mode": "active",
            "timestamp": int(act.at * 1000),
            "source": {"type": "user", "userId": person.address},
            "webhookEventId": f"01{secrets.token_hex(12).upper()}",
            "deliveryContext": {"isRedelivery": False},
            **_said(act),
        }
        ours = str(connection.options.get("bot_user_id") or "Uab012345678901234567890123456789")
        return letter({"destination": ours, "events": [event]})

    def trouble(self, status: int) -> Told:
        words_of = {429: "The API rate limit has been exceeded. Try again later."}
        return error(status, words_of.get(status, "Internal server error"))


def _said(act: Act) -> dict[str, Any]:
    if act.kind == TAKE_BACK:
        return {"type": "unsend", "unsend": {"messageId": act.of}}
    if act.kind == TAP:
        return {"type": "postback", "postback": {"data": act.payload}, "replyToken": secrets.token_hex(16)}
    message = {"id": act.name, **_message(act)}
    if act.of:
        message["quotedMessageId"] = act.of
    return {"message": message, "replyToken": secrets.token_hex(16)}


def _message(act: Act) -> dict[str, Any]:
    if act.kind == LOCATION:
        place = {"latitude": act.latitude, "longitude": act.longitude}
        return {"type": "location", "title": act.text, **place}
    if act.kind in FILES:
        file: dict[str, Any] = {"type": FILES[act.kind], "contentProvider": {"type": "line"}}
        if act.kind == VOICE:
            file["duration"] = 3000
        return {**file, "fileName": act.file_name} if act.kind == FILE else file
    return {"type": "text", "text": act.text, "quoteToken": secrets.token_urlsafe(16)}


def _buttons(taken: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    quick = [part(one, "action") for one in parts(taken, "quickReply", "items")]
    actions = [*quick, *parts(taken, "template", "actions")]
    found = [(words(one, "data") or words(one, "text"), words(one, "label")) for one in actions]
    return tuple(one for one in found if all(one))
