"""WhatsApp as the demo plays it."""

from __future__ import annotations

import re
import secrets
from base64 import b64encode
from collections.abc import Mapping
from itertools import count
from typing import Any

from django.conf import settings

from channels_in.chat.reading import part, parts, words
from channels_in.fakes.server import Asked, Told
from channels_in.models import Connection
from channels_in.simulator.acts import Act, Arrived, Letter, Person
from channels_in.simulator.manners.manners import (
    BLOCKED,
    EDIT,
    FILE,
    LOCATION,
    OFF,
    OPEN,
    PICTURE,
    POCKET,
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
from channels_in.simulator.manners.whatsapp_said import file_of, said
from channels_in.simulator.manners.whatsapp_templates import TEMPLATES
from channels_in.simulator.screen import Bubble
from channels_in.whatsapp.fake import FakeWhatsApp, error

UNREACHABLE = {"code": 131026, "title": "Message undeliverable", "message": "Message undeliverable"}


class WhatsAppManners(Usual):
    acts = frozenset(
        {TEXT, PICTURE, VOICE, FILE, LOCATION, REPLY, REACTION, EDIT, TAKE_BACK, TAP},
    )
    states: tuple[str, ...] = (OPEN, POCKET, OFF, BLOCKED)
    hint = "+62 812 3456 7890"

    def address_of(self, written: str) -> str:
        digits = re.sub(r"[^0-9]", "", written)
        is_number = re.fullmatch(r"[+0-9][0-9\s().-]*", written.strip())
        return digits if is_number and 7 <= len(digits) <= 15 else ""

    def fake(self, connection: Connection) -> FakeWhatsApp:
        token = str(connection.secrets.get("access_token", ""))
        shown = {
            "display_phone_number": str(connection.options.get("number", "")),
            "verified_name": connection.channel.name,
            "quality_rating": "GREEN",
        }
        return FakeWhatsApp(
            token=token,
            url=settings.PROVIDERS.graph,
            numbers={connection.address: shown},
            is_subscribed=True,
            templates=list(TEMPLATES),
            _numbers=count(fresh()),
            **app_of(connection),
        )

    def is_for(self, asked: Asked, connection: Connection) -> bool:
        """By the token; of channels with one token, by the number, or by whose file it is."""
        if is_about_token(asked, connection):
            return True
        if bearer(asked) != connection.secrets.get("access_token"):
            return False
        _, first, *_ = f"{asked.path}/".split("/")
        if first == "bytes":
            return asked.path.startswith(f"/bytes/{connection.channel_id}-")
        number = asked.query.get("phone_number_id") or f"{asked.path}//".split("/")[2]
        return number in {connection.address, str(connection.options.get("waba_id"))}

    def knows(self, fake: Any, person: Person, *, state: str) -> None:
        """Meta takes what is for somebody who blocked us, and says later that it did not arrive."""

    def file_of(self, connection: Connection, act: Act) -> str:
        return file_of(connection.channel_id, act)

    def holds(self, fake: FakeWhatsApp, name: str, content: bytes, content_type: str) -> None:
        fake.media[name] = content

    def arrived(self, fake: FakeWhatsApp, taken: Mapping[str, Any]) -> Arrived:
        kind = str(taken["type"])
        what = part(taken, kind)
        text, buttons = _shown(kind, what)
        return Arrived(
            address=self.address_of(str(taken.get("to") or taken.get("recipient"))),
            name=str(taken["wamid"]),
            text=text,
            content=fake.media.get(words(what, "id"), b""),
            content_type={"image": "image/jpeg", "audio": "audio/mpeg", "video": "video/mp4"}.get(kind, ""),
            file_name=words(what, "filename") or (kind if words(what, "id") else ""),
            replies_to=words(taken, "context", "message_id"),
            buttons=buttons,
            mark={"key": str(taken.get("biz_opaque_callback_data", ""))},
        )

    def new_name(self) -> str:
        return f"wamid.{b64encode(secrets.token_bytes(24)).decode()}"

    def said(self, connection: Connection, person: Person, act: Act) -> Letter:
        message: dict[str, Any] = {
            "from": person.address,
            "id": act.name,
            "timestamp": str(int(act.at)),
            **said(connection.channel_id, act),
        }
        if act.of and act.kind not in {REACTION, EDIT, TAKE_BACK}:
            message["context"] = {"from": _our_number(connection), "id": act.of}
        contact = {"profile": {"name": person.name or person.address}, "wa_id": person.address}
        return _change(connection, contacts=[contact], messages=[message])

    def told(
        self, connection: Connection, person: Person, bubble: Bubble, status: str, *, at: float
    ) -> Letter | None:
        told: dict[str, Any] = {
            "id": bubble.name,
            "status": status,
            "timestamp": str(int(at)),
            "recipient_id": person.address,
        }
        if key := bubble.mark.get("key"):
            told["biz_opaque_callback_data"] = key
        if status == "failed":
            told["errors"] = [UNREACHABLE]
        return _change(connection, statuses=[told])

    def trouble(self, status: int) -> Told:
        if status == 429:
            return error(130429, "Rate limit hit", status=429)
        return error(131000, "Something went wrong", status=status)


def _shown(kind: str, what: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    match kind:
        case "text":
            return words(what, "body"), ()
        case "interactive":
            replies = [part(one, "reply") for one in parts(what, "action", "buttons")]
            rows = [row for section in parts(what, "action", "sections") for row in parts(section, "rows")]
            buttons = tuple((words(one, "id"), words(one, "title")) for one in (*replies, *rows))
            return words(what, "body", "text"), buttons
        case "template":
            values = [
                words(value, "text")
                for one in parts(what, "components")
                for value in parts(one, "parameters")
            ]
            return " · ".join([words(what, "name"), *(value for value in values if value)]), ()
        case "reaction":
            return words(what, "emoji"), ()
        case _:
            return words(what, "caption"), ()


def _change(connection: Connection, **lists: Any) -> Letter:
    ours = {"display_phone_number": _our_number(connection), "phone_number_id": connection.address}
    value = {"messaging_product": "whatsapp", "metadata": ours, **lists}
    entry = {
        "id": str(connection.options.get("waba_id") or "0"),
        "changes": [{"field": "messages", "value": value}],
    }
    return letter({"object": "whatsapp_business_account", "entry": [entry]})


def _our_number(connection: Connection) -> str:
    return re.sub(r"[^0-9]", "", str(connection.options.get("number") or "")) or "15550001111"
