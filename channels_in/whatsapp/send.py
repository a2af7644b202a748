"""Messages of ours to WhatsApp: POST /<phone number id>/messages for each part, files uploaded before.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/messages. There is no key that would
keep a request from being done twice, so what may have arrived is never repeated by itself. Our own key comes
back in statuses (biz_opaque_callback_data) and settles the doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from channels_in.chat.part_keys import key_of
from channels_in.chat.plain_marks import as_whatsapp
from channels_in.chat.reading import words
from channels_in.chat.send import ChatSender, Part, in_doubt_or_not, split
from channels_in.meta.graph import Key, Reply, tell
from channels_in.models import Connection
from channels_in.outcomes import ChannelDown, InDoubt, NotSent, Outcome, Sent
from channels_in.whatsapp import richer
from channels_in.whatsapp.errors import Effect, meaning_in
from channels_in.whatsapp.listing import STALE, list_again
from channels_in.whatsapp.people import SCOPED
from channels_in.whatsapp.upload import upload
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from tickets.capabilities import KINDS
from tickets.models import Channel, ChannelKind, DeliveryPart, Message
from tickets.windows import is_shut

CAN = KINDS[ChannelKind.WHATSAPP]
CAPTIONED = ("image", "video", "document")


@dataclass(frozen=True, slots=True)
class WhatsApp:
    connection: Connection
    is_repeatable = False

    def parts_of(self, message: Message) -> Sequence[Part]:
        return split(message, CAN, text=as_whatsapp(message.text), captioned=CAPTIONED)

    def prepare(self, part: Part, row: DeliveryPart) -> Outcome | None:
        """An upload may be done twice: nobody sees it. Since it was written the window may have shut."""
        message = row.delivery.message
        if part.extra.get("kind") != "template" and is_shut(message.ticket, message.channel):
            return NotSent(reason="window_closed", permanent=True)
        if part.file is None or row.file:
            return None
        return upload(self.connection, part.file, row)

    def send(self, part: Part, row: DeliveryPart, *, to: str) -> Outcome:
        body = {**_to(to), **_content(part, row), "biz_opaque_callback_data": key_of(row)}
        if part.replies_to and not part.reaction:
            body["context"] = {"message_id": part.replies_to}
        try:
            reply = tell(f"{self.connection.address}/messages", body, Key.of(self.connection))
        except Unreachable as error:
            return in_doubt_or_not(was_sent=error.may_have_arrived, detail=str(error))
        except Forbidden as error:
            return ChannelDown(reason="not_connected", problem="send_unreachable", detail=str(error))
        outcome = outcome_of(reply)
        if isinstance(outcome, NotSent) and outcome.reason in STALE:
            list_again(self.connection)
        return outcome


@contextmanager
def sender_for(channel: Channel) -> Iterator[ChatSender]:
    connection = Connection.objects.get(channel=channel)
    yield ChatSender(connection, WhatsApp(connection))


def outcome_of(reply: Reply) -> Outcome:
    wamid = words(next(iter(reply.body.get("messages") or []), None), "id")
    if reply.status < 300 and wamid:
        return Sent(provider_id=wamid)
    if not reply.code:
        if reply.status in {429, 503}:
            return ChannelDown(reason="too_many", problem="send_throughput", detail=str(reply.status))
        return InDoubt(detail=f"HTTP {reply.status}")
    return _refused(reply)


def _refused(reply: Reply) -> Outcome:
    meaning = meaning_in(reply)
    if meaning.effect == Effect.DOWN:
        return ChannelDown(reason=meaning.reason, problem=meaning.problem, detail=reply.detail)
    is_final = meaning.effect == Effect.PERMANENT and reply.status < 500
    return NotSent(reason=meaning.reason, detail=reply.detail, permanent=is_final)


def _to(address: str) -> dict[str, str]:
    """With its plus: without one Meta puts the business's own country in front."""
    whom = {"recipient": address} if SCOPED.fullmatch(address) else {"to": "+" + address.lstrip("+")}
    return {"messaging_product": "whatsapp", "recipient_type": "individual", **whom}


def _content(part: Part, row: DeliveryPart) -> dict[str, Any]:
    if part.reaction:
        reaction = {"message_id": part.replies_to, "emoji": part.reaction}
        return {"type": "reaction", "reaction": reaction}
    if part.extra:
        return richer.content_of(part)
    if part.file is None:
        return {"type": "text", "text": {"body": part.text, "preview_url": False}}
    kind = kind_of(part.file.content_type)
    file: dict[str, Any] = {"id": row.file}
    if part.text:
        file["caption"] = part.text
    if kind == "document":
        file["filename"] = part.file.name
    return {"type": kind, kind: file}


def kind_of(content_type: str) -> str:
    """As which kind of message a file goes."""
    first = content_type.partition("/")[0]
    return first if first in {"image", "video", "audio"} and content_type in SHOWN else "document"


SHOWN = frozenset(
    {
        *("image/jpeg", "image/png", "video/mp4", "video/3gpp"),
        *("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    }
)
