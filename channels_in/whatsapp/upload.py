"""A file of ours to WhatsApp, before the message that shows it: POST /<phone number id>/media."""

from __future__ import annotations

from channels_in.actions.keep_parts import note_upload
from channels_in.chat.reading import words
from channels_in.meta.graph import Key, give
from channels_in.meta.multipart import multipart
from channels_in.models import Connection
from channels_in.outcomes import ChannelDown, NotSent, Outcome
from channels_in.whatsapp.errors import Effect, meaning_in
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from tickets.models import Attachment, DeliveryPart


def upload(connection: Connection, file: Attachment, row: DeliveryPart) -> Outcome | None:
    """None: it is there, and its name in the row, so that another try need not do it again."""
    fields = {"messaging_product": "whatsapp", "type": file.content_type}
    body, kind = multipart(file, fields)
    try:
        reply = give(f"{connection.address}/media", body, kind, Key.of(connection))
    except (Unreachable, Forbidden) as error:
        return NotSent(reason="unreachable", detail=str(error))
    name = words(reply.body, "id")
    if not name:
        meaning = meaning_in(reply)
        if meaning.effect == Effect.DOWN:
            return ChannelDown(reason=meaning.reason, problem=meaning.problem, detail=reply.detail)
        is_final = bool(reply.code) and meaning.effect == Effect.PERMANENT
        return NotSent(
            reason=meaning.reason if reply.code else "provider_trouble",
            detail=reply.detail,
            permanent=is_final,
        )
    note_upload(row, name)
    return None
