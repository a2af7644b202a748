"""A file of ours to WhatsApp, before the message that shows it: POST /<phone number id>/media."""

from __future__ import annotations

from channels_in.actions.keep_parts import note_upload
from channels_in.chat.reading import words
from channels_in.meta.graph import limits, read_answer, signed_in, url_of
from channels_in.meta.multipart import multipart
from channels_in.models import Connection
from channels_in.outcomes import NotSent, Outcome
from channels_in.whatsapp.errors import Effect, meaning_of
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from helpdesk.lib.guarded_http import post
from tickets.models import Attachment, DeliveryPart


def upload(connection: Connection, file: Attachment, row: DeliveryPart) -> Outcome | None:
    """None: it is there, and its name in the row, so that another try need not do it again."""
    fields = {"messaging_product": "whatsapp", "type": file.content_type}
    body, kind = multipart(file, fields)
    headers = {**signed_in(str(connection.secrets.get("access_token", ""))), "content-type": kind}
    try:
        answer = post(url_of(f"{connection.address}/media"), body, headers=headers, limits=limits())
    except (Unreachable, Forbidden) as error:
        return NotSent(reason="unreachable", detail=str(error))
    reply = read_answer(answer)
    name = words(reply.body, "id")
    if not name:
        meaning = meaning_of(reply.code)
        is_final = bool(reply.code) and meaning.effect == Effect.PERMANENT
        return NotSent(
            reason=meaning.reason if reply.code else "provider_trouble",
            detail=reply.detail,
            permanent=is_final,
        )
    note_upload(row, name)
    return None
