"""The files that a message has at its provider, as the ticket shows them until they have been fetched."""

from __future__ import annotations

from channels_in.chat.content import ChatMessage, Media
from tickets.incoming import WaitingFile


def waiting_in(message: ChatMessage) -> list[WaitingFile]:
    return [
        WaitingFile(name=one.name, content_type=one.content_type, size=one.size, ref=_ref(one))
        for one in message.media
    ]


def _ref(one: Media) -> dict[str, object]:
    return {**one.ref, "sha256": one.sha256} if one.sha256 else dict(one.ref)
