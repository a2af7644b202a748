"""A part of a reply to Messenger. A file goes with its message, in one request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from channels_in.chat.send import ChatSender, Part
from channels_in.meta.direct.answers import told
from channels_in.meta.direct.outgoing import parts_of
from channels_in.meta.direct.platform import Platform
from channels_in.meta.direct.send import envelope_of, kind_of, refused_address, refused_now
from channels_in.meta.marks import key_of
from channels_in.meta.multipart import multipart
from channels_in.models import Connection
from channels_in.outcomes import Outcome
from tickets import attachment_files
from tickets.models import Channel, DeliveryPart, Message


@dataclass(frozen=True, slots=True)
class Messenger:
    platform: Platform
    is_repeatable = False

    def parts_of(self, message: Message) -> Sequence[Part]:
        return parts_of(message)

    def prepare(self, part: Part, row: DeliveryPart) -> Outcome | None:
        if part.file:
            attachment_files.read(part.file).close()  # one that is gone is no doubt
        return refused_now(self.platform, row)

    def send(self, part: Part, row: DeliveryPart, *, to: str) -> Outcome:
        if refusal := refused_address(self.platform, to):
            return refusal
        path = f"{self.platform.connection.address}/messages"
        body = envelope_of(self.platform, part, row, to=to)
        if part.file is None:
            message = {"text": part.text, "metadata": key_of(row)}
            return told(lambda: self.platform.tell(path, {**body, "message": message}))
        raw, content_type = multipart(part.file, _fields(body, part, row), part="filedata", name=_name(part))
        return told(lambda: self.platform.give(path, raw, content_type))


@contextmanager
def sender_for(channel: Channel) -> Iterator[ChatSender]:
    connection = Connection.objects.get(channel=channel)
    yield ChatSender(connection, Messenger(Platform(connection)))


def _fields(body: dict[str, Any], part: Part, row: DeliveryPart) -> dict[str, str]:
    """In a form, what is no text is written as JSON."""
    kind = kind_of(part.file.content_type if part.file else "")
    attachment = {"type": kind, "payload": {"is_reusable": False}}
    message = {"attachment": attachment, "metadata": key_of(row)}
    fields = {**body, "message": message}
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}


def _name(part: Part) -> str:
    """Nothing that could end the header it stands in."""
    name = part.file.name if part.file else "file"
    return "".join(sign for sign in name if sign.isprintable() and sign not in '"\\')[:200] or "file"
