"""A part of a reply to Instagram. A file is uploaded first, and then shown by its id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from channels_in.chat.send import ChatSender, Part
from channels_in.instagram.upload import upload
from channels_in.meta.direct.answers import told
from channels_in.meta.direct.outgoing import parts_of
from channels_in.meta.direct.platform import Platform
from channels_in.meta.direct.send import envelope_of, kind_of, refused_address, refused_now
from channels_in.models import Connection
from channels_in.outcomes import Outcome
from tickets.models import Channel, DeliveryPart, Message


@dataclass(frozen=True, slots=True)
class Instagram:
    platform: Platform
    is_repeatable = False

    def parts_of(self, message: Message) -> Sequence[Part]:
        return parts_of(message)

    def prepare(self, part: Part, row: DeliveryPart) -> Outcome | None:
        """An upload may be done twice: nobody sees it."""
        if refusal := refused_now(self.platform, row):
            return refusal
        return upload(self.platform, part.file, row) if part.file and not row.file else None

    def send(self, part: Part, row: DeliveryPart, *, to: str) -> Outcome:
        if refusal := refused_address(self.platform, to):
            return refusal
        body = envelope_of(self.platform, part, row, to=to)
        message = {**body, "message": _message(part, row)}
        return told(lambda: self.platform.tell(f"{self.platform.page}/messages", message))


@contextmanager
def sender_for(channel: Channel) -> Iterator[ChatSender]:
    connection = Connection.objects.get(channel=channel)
    yield ChatSender(connection, Instagram(Platform(connection)))


def _message(part: Part, row: DeliveryPart) -> dict[str, Any]:
    if part.file is None:
        return {"text": part.text}
    kind = kind_of(part.file.content_type)
    return {"attachment": {"type": kind, "payload": {"attachment_id": row.file}}}
