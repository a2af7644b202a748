"""Telegram as the demo plays it. Its ids of messages count within a chat."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Mapping
from itertools import count
from typing import Any

from channels_in.care.hook_address import hook_address
from channels_in.chat.reading import parts, words
from channels_in.fakes.server import Asked, Told
from channels_in.models import Connection
from channels_in.simulator.acts import Act, Arrived, Letter, Person
from channels_in.simulator.manners.manners import (
    BLOCKED,
    EDIT,
    FILE,
    LOCATION,
    OPEN,
    PICTURE,
    REPLY,
    TAP,
    TEXT,
    VOICE,
    Usual,
    letter,
)
from channels_in.telegram.fake import FakeTelegram, error

MOST = 10**9  # the customer's; ours count on from the time in seconds, which is more


class TelegramManners(Usual):
    acts = frozenset({TEXT, PICTURE, VOICE, FILE, LOCATION, REPLY, EDIT, TAP})
    states: tuple[str, ...] = (OPEN, BLOCKED)
    hint = "451203377"

    def address_of(self, written: str) -> str:
        found = re.sub(r"\s", "", written)
        return found if re.fullmatch(r"[1-9][0-9]{3,14}", found) else ""

    def fake(self, connection: Connection) -> FakeTelegram:
        token = str(connection.secrets.get("bot_token", ""))
        hook = {"url": hook_address(connection)}
        return FakeTelegram(token=token, webhook=hook, _numbers=count(int(time.time())))

    def is_for(self, asked: Asked, connection: Connection) -> bool:
        token = str(connection.secrets.get("bot_token", ""))
        return bool(token) and asked.path.startswith((f"/bot{token}/", f"/file/bot{token}/"))

    def holds(self, fake: FakeTelegram, name: str, content: bytes, content_type: str) -> None:
        fake.files[name] = content

    def arrived(self, fake: FakeTelegram, taken: Mapping[str, Any]) -> Arrived:
        photo, document = taken.get("photo"), taken.get("document")
        content = next((one for one in (photo, document) if isinstance(one, bytes)), b"")
        return Arrived(
            address=str(taken.get("chat_id")),
            name=str(taken["message_id"]),
            text=str(taken.get("shown", "")),
            content=content,
            content_type="image/jpeg" if isinstance(photo, bytes) else "",
            file_name="file" if content else "",
            replies_to=words(_object(taken.get("reply_parameters")), "message_id"),
            buttons=_buttons(_object(taken.get("reply_markup"))),
        )

    def new_name(self) -> str:
        return str(1 + secrets.randbelow(MOST))

    def said(self, connection: Connection, person: Person, act: Act) -> Letter:
        if act.kind == TAP:
            return _update(callback_query=_tap(person, act))
        message = {**_envelope(person, act), **_said(act)}
        if act.kind == EDIT:
            return _update(edited_message={**message, "message_id": int(act.of), "edit_date": int(act.at)})
        if act.of:
            message["reply_to_message"] = _quoted(person, act)
        return _update(message=message)

    def trouble(self, status: int) -> Told:
        if status == 429:
            return error(429, "Too Many Requests: retry after 5", retry_after=5)
        return error(status, "Internal Server Error")


def _update(**what: Any) -> Letter:
    return letter({"update_id": secrets.randbelow(2**45), **what})


def _envelope(person: Person, act: Act) -> dict[str, Any]:
    first, _, last = (person.name or person.address).partition(" ")
    names = {"first_name": first, **({"last_name": last} if last else {})}
    number = int(person.address)
    return {
        "message_id": int(act.name),
        "from": {"id": number, "is_bot": False, **names, "language_code": "id"},
        "chat": {"id": number, **names, "type": "private"},
        "date": int(act.at),
    }


def _said(act: Act) -> dict[str, Any]:
    match act.kind:
        case "picture":
            size = {"file_id": act.name, "file_unique_id": act.name, "width": 480, "height": 320}
            return {"photo": [size], "caption": act.text}
        case "voice":
            voice = {"file_id": act.name, "file_unique_id": act.name, "duration": 3}
            return {"voice": {**voice, "mime_type": act.content_type}}
        case "file":
            file = {"file_id": act.name, "file_unique_id": act.name, "file_name": act.file_name}
            return {"document": {**file, "mime_type": act.content_type}, "caption": act.text}
        case "location":
            return {"location": {"latitude": act.latitude, "longitude": act.longitude}}
        case _:
            return {"text": act.text}


def _quoted(person: Person, act: Act) -> dict[str, Any]:
    said = {**_envelope(person, act), "message_id": int(act.of), "text": str(act.about.get("text", ""))}
    if act.about.get("is_mine"):
        return said
    return {**said, "from": {"id": 1, "is_bot": True, "first_name": "Alur"}}


def _tap(person: Person, act: Act) -> dict[str, Any]:
    envelope = _envelope(person, act)
    button = {"text": act.text, "callback_data": act.payload}
    message = {
        "message_id": int(act.of),
        "chat": envelope["chat"],
        "date": envelope["date"],
        "reply_markup": {"inline_keyboard": [[button]]},
    }
    return {"id": act.name, "from": envelope["from"], "message": message, "data": act.payload}


def _buttons(markup: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    rows = markup.get("inline_keyboard")
    flat = [one for row in rows if isinstance(row, list) for one in row] if isinstance(rows, list) else []
    return tuple((words(one, "callback_data"), words(one, "text")) for one in parts({"all": flat}, "all"))


def _object(written: object) -> Mapping[str, Any]:
    """In a form it is JSON."""
    if isinstance(written, str):
        try:
            written = json.loads(written)
        except ValueError:
            return {}
    return written if isinstance(written, dict) else {}
