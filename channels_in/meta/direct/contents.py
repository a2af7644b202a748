"""What is in a message: words, files, and what is shown beside them. A type that nobody has heard of is a
placeholder: the message is there all the same.

Source: developers.facebook.com/documentation/business-messaging, there instagram-messaging/webhooks and
messenger-platform/webhooks/webhook-events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from channels_in.chat.content import Media
from channels_in.chat.reading import Data, moment, number, part, parts, words
from channels_in.meta.direct.moments import moment_in
from channels_in.meta.direct.stories import mention_in

Extra = dict[str, Any]
FILES = ("image", "audio", "video", "file", "sticker")
SHARED = ("share", "post", "ig_post", "reel", "ig_reel", "fallback")
MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`files`: (what it is, URL)."""

    text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    extras: tuple[Extra, ...] = ()


def content_of(message: Data, event: Data) -> Content:
    pieces = [_read(one, event) for one in list(parts(message, "attachments"))[:MOST]]
    words_of_pieces = [piece.text for piece in pieces if piece.text]
    found = Content(
        text="\n".join([text for text in (words(message, "text"),) if text] + words_of_pieces),
        files=tuple(dict.fromkeys(_each_url_once(file for piece in pieces for file in piece.files))),
        extras=tuple(_each_share_once(extra for piece in pieces for extra in piece.extras)),
    )
    if message.get("is_unsupported") is True or found == Content():
        return Content(text=found.text, files=found.files, extras=(*found.extras, placeholder("unsupported")))
    return found


def media_of(content: Content, mid: str) -> tuple[Media, ...]:
    """`ref`: where a file is, and where a new address of it can be had when that one is stale."""
    return tuple(
        Media(name=_name_of(kind, url), ref={"url": url, "mid": mid, "number": n})
        for n, (kind, url) in enumerate(content.files)
    )


def placeholder(kind: str) -> Extra:
    return {"kind": "placeholder", "type": kind[:60], "code": ""}


def link_in(data: Data, *path: str) -> str:
    """A link that a page may show: to the web, and nothing else."""
    url = words(data, *path, longest=2000)
    return url if url.startswith(("https://", "http://")) else ""


def _read(attachment: Data, event: Data) -> Content:
    kind = words(attachment, "type", longest=60)
    if kind in FILES:
        return _file(kind, attachment)
    if kind in SHARED:
        return _shared(kind, attachment)
    if kind == "story_mention":
        return Content(extras=(mention_in(attachment, moment_in(event, "timestamp")),))
    return OTHERS.get(kind, _unknown)(attachment)


def _file(kind: str, attachment: Data) -> Content:
    url = link_in(attachment, "payload", "url")
    return Content(files=((kind, url),)) if url else _unknown(attachment)


def _shared(kind: str, attachment: Data) -> Content:
    """A post or a reel of somebody: a link. Its bytes are theirs and may go; older shapes have it outside."""
    payload = part(attachment, "payload")
    url = link_in(payload, "url") or link_in(attachment, "url")
    title = words(payload, "title", longest=500) or words(attachment, "title", longest=500)
    if not url and not title:
        return _unknown(attachment)
    name = words(payload, "ig_post_media_id", longest=100) or words(payload, "id", longest=100)
    return Content(extras=({"kind": "share", "type": kind, "title": title, "url": url, "id": name},))


def _location(attachment: Data) -> Content:
    place = part(attachment, "payload", "coordinates")
    name = words(attachment, "payload", "title", longest=300) or words(attachment, "title", longest=300)
    found = {
        "latitude": number(place, "lat"),
        "longitude": number(place, "long"),
        "name": name,
        "address": "",
    }
    return Content(extras=({"kind": "location", **found},))


def _products(attachment: Data) -> Content:
    lines, files = [], []
    for one in list(parts(attachment, "payload", "product", "elements"))[:MOST]:
        named = (words(one, "title", longest=300), words(one, "subtitle", longest=300))
        lines.append(" – ".join(word for word in named if word))
        if image := link_in(one, "image_url"):
            files.append(("image", image))
    text = "\n".join(line for line in lines if line)
    return Content(text=text, files=tuple(files)) if text or files else _unknown(attachment)


def _appointment(attachment: Data) -> Content:
    starts_at = moment(attachment, "payload", "start_time")
    status = words(attachment, "payload", "status", longest=60)
    starts = starts_at.isoformat() if starts_at else ""
    return Content(extras=({"kind": "appointment", "starts_at": starts, "status": status},))


def _unknown(attachment: Data) -> Content:
    return Content(extras=(placeholder(words(attachment, "type", longest=60)),))


OTHERS: dict[str, Callable[[Data], Content]] = {
    "location": _location,
    "template": _products,
    "appointment_booking": _appointment,
}


def _each_url_once(files: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """For a while in 2026 a sticker came as a picture as well, with the same URL."""
    return {url: (kind, url) for kind, url in files}.values()


def _each_share_once(extras: Iterable[Extra]) -> Iterable[Extra]:
    """From November 2025 on a post of Instagram comes as a share as well."""
    seen = set()
    for extra in extras:
        url = extra.get("url") if extra["kind"] == "share" else ""
        if not url or url not in seen:
            seen.add(url)
            yield extra


def _name_of(kind: str, url: str) -> str:
    name = PurePosixPath(urlsplit(url).path).name
    return name[:255] if "." in name.strip(".") else kind
