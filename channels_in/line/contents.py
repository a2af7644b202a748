"""What is in a message of LINE: words, a file, or something else that is shown beside them.

Source: developers.line.biz/en/reference/messaging-api/#message-event. Types are added at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from channels_in.api.fields import storable
from channels_in.chat.content import Media
from channels_in.chat.reading import Data, number, part, size_in, words

Extra = dict[str, Any]
NAMES = {"image": "image.jpg", "video": "video.mp4", "audio": "audio.m4a", "file": "file"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    text: str = ""
    media: tuple[Media, ...] = ()
    extras: tuple[Extra, ...] = ()


def content_of(message: Data) -> Content:
    kind = words(message, "type", longest=60)
    if kind in NAMES:
        return _file(kind, message)
    return KINDS.get(kind, _unknown)(message)


def _text(message: Data) -> Content:
    return Content(text=words(message, "text"))


def _file(kind: str, message: Data) -> Content:
    """What lies elsewhere than at LINE is only named: where it leads is the sender's choice."""
    provider = part(message, "contentProvider")
    if words(provider, "type") == "external":
        url = words(provider, "originalContentUrl", longest=2000)
        return Content(text=url, extras=({"kind": "external_file", "type": kind},))
    size = size_in(message, "fileSize")
    media = Media(
        name=words(message, "fileName", longest=255) or NAMES[kind],
        ref={"id": words(message, "id", longest=100), "size": size},
        size=size,
    )
    duration = number(message, "duration")
    seconds = None if duration is None else int(duration // 1000)
    extras: tuple[Extra, ...] = ({"kind": kind, "seconds": seconds},) if kind in {"video", "audio"} else ()
    return Content(media=(media,), extras=extras)


def _location(message: Data) -> Content:
    place = {
        "kind": "location",
        "latitude": number(message, "latitude"),
        "longitude": number(message, "longitude"),
        "name": words(message, "title", longest=300),
        "address": words(message, "address", longest=500),
    }
    return Content(extras=(place,))


def _sticker(message: Data) -> Content:
    """Its picture cannot be had: what is written on it, or what it stands for."""
    meant = message.get("keywords")
    first = meant[0] if isinstance(meant, list) and meant and isinstance(meant[0], str) else ""
    written = words(message, "text", longest=100) or storable(first)[:100]
    return Content(extras=({"kind": "sticker", "text": written},))


def _unknown(message: Data) -> Content:
    kind = words(message, "type", longest=60)
    return Content(extras=({"kind": "placeholder", "type": kind},))


KINDS: dict[str, Callable[[Data], Content]] = {
    "text": _text,
    "location": _location,
    "sticker": _sticker,
}
