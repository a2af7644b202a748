"""What is in a message: words, a file, or something else that is shown beside them. A type that nobody has
heard of is a placeholder: the message is there all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from channels_in.chat.content import Media
from channels_in.chat.reading import Data, number, part, parts, words
from channels_in.whatsapp.checksums import sha256_in

Extra = dict[str, Any]
FILES = ("image", "video", "audio", "document", "sticker")
TOO_LARGE = "131052"  # Meta itself could not hand the file over


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    text: str = ""
    media: tuple[Media, ...] = ()
    extras: tuple[Extra, ...] = ()


def content_of(kind: str, element: Data) -> Content:
    if kind in FILES:
        return _file(kind, part(element, kind), element)
    return KINDS.get(kind, _unknown)(element)


def _text(element: Data) -> Content:
    return Content(text=words(element, "text", "body"))


def _file(kind: str, file: Data, element: Data) -> Content:
    if not words(file, "id"):
        return _unknown(element)
    media = Media(
        name=words(file, "filename", longest=255) or kind,
        ref={"id": words(file, "id")},
        content_type=words(file, "mime_type", longest=100).replace("\\", ""),
        sha256=sha256_in(words(file, "sha256")),
    )
    voice: tuple[Extra, ...] = ({"kind": "voice"},) if file.get("voice") is True else ()
    return Content(text=words(file, "caption"), media=(media,), extras=voice)


def _location(element: Data) -> Content:
    place = part(element, "location")
    return Content(
        extras=(
            {
                "kind": "location",
                "latitude": number(place, "latitude"),
                "longitude": number(place, "longitude"),
                "name": words(place, "name", longest=300),
                "address": words(place, "address", longest=500),
            },
        )
    )


def _contacts(element: Data) -> Content:
    found: list[Extra] = [
        {
            "kind": "contact",
            "name": words(one, "name", "formatted_name", longest=200),
            "phones": [words(phone, "phone", longest=40) for phone in parts(one, "phones")][:20],
            "emails": [words(email, "email", longest=320) for email in parts(one, "emails")][:20],
        }
        for one in parts(element, "contacts")
    ]
    return Content(extras=tuple(found[:20]))


def _choice(element: Data) -> Content:
    """A button or a row of a list that we had offered, or a form that was filled in."""
    chosen = part(element, "interactive")
    kind = words(chosen, "type")
    if kind == "nfm_reply":
        return _form(words(chosen, "nfm_reply", "response_json"))
    answer = part(chosen, kind)
    if not words(answer, "title"):
        return _unknown(element)
    title, more = words(answer, "title", longest=300), words(answer, "description", longest=500)
    extra = {"kind": "choice", "id": words(answer, "id", longest=300)}
    return Content(text=" – ".join(one for one in (title, more) if one), extras=(extra,))


def _form(written: str) -> Content:
    try:
        fields = json.loads(written)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        return Content(text=written)
    lines = [f"{name}: {words(fields, name)}" for name in fields if name != "flow_token"]
    return Content(text="\n".join(lines))


def _button(element: Data) -> Content:
    extra = {"kind": "choice", "id": words(element, "button", "payload", longest=300)}
    return Content(text=words(element, "button", "text"), extras=(extra,))


def _order(element: Data) -> Content:
    items: list[Extra] = [
        {
            "id": words(item, "product_retailer_id", longest=100),
            "quantity": words(item, "quantity", longest=20),
            "price": f"{words(item, 'item_price', longest=20)} {words(item, 'currency', longest=3)}".strip(),
        }
        for item in parts(element, "order", "product_items")
    ]
    return Content(text=words(element, "order", "text"), extras=({"kind": "order", "items": items[:100]},))


def _unknown(element: Data) -> Content:
    """Also what WhatsApp itself does not hand over."""
    error = next(parts(element, "errors"), {})
    code = words(error, "code", longest=20)
    kind = "too_large" if code == TOO_LARGE else "placeholder"
    what = words(element, "unsupported", "type", longest=60) or words(element, "type", longest=60)
    return Content(extras=({"kind": kind, "type": what, "code": code},))


KINDS: dict[str, Callable[[Data], Content]] = {
    "text": _text,
    "location": _location,
    "contacts": _contacts,
    "interactive": _choice,
    "button": _button,
    "order": _order,
}
