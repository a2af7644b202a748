"""What a customer says by WhatsApp, as its provider tells it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Any

from channels_in.simulator.acts import Act
from channels_in.simulator.manners.manners import FILE, PICTURE, VOICE

FILES = {PICTURE: "image", VOICE: "audio", FILE: "document"}


def said(channel: int, act: Act) -> dict[str, Any]:
    match act.kind:
        case "picture" | "voice" | "file":
            return _file(channel, act)
        case "location":
            place = {"latitude": act.latitude, "longitude": act.longitude, "name": act.text}
            return {"type": "location", "location": place}
        case "reaction":
            return {"type": "reaction", "reaction": {"message_id": act.of, "emoji": act.text}}
        case "edit":
            new = {"type": "text", "text": {"body": act.text}}
            return {"type": "edit", "edit": {"original_message_id": act.of, "message": new}}
        case "take_back":
            return {"type": "revoke", "revoke": {"original_message_id": act.of}}
        case "tap":
            answer = {"id": act.payload, "title": act.text}
            chosen = {"type": "button_reply", "button_reply": answer}
            return {"type": "interactive", "interactive": chosen}
        case _:
            return {"type": "text", "text": {"body": act.text}}


def _file(channel: int, act: Act) -> dict[str, Any]:
    kind = FILES[act.kind]
    file: dict[str, Any] = {"id": file_of(channel, act), "mime_type": act.content_type}
    if act.about.get("sha256"):
        file["sha256"] = b64encode(bytes.fromhex(str(act.about["sha256"]))).decode()
    if act.text and kind != "audio":
        file["caption"] = act.text
    if kind == "document":
        file["filename"] = act.file_name
    if kind == "audio":
        file["voice"] = True
    return {"type": kind, kind: file}


def file_of(channel: int, act: Act) -> str:
    """The provider's id of the file in it, which says whose it is."""
    return f"{channel}-{int(hashlib.sha256(act.name.encode()).hexdigest()[:13], 16)}"
