"""A file of ours to Instagram, before the message that shows it: POST /<page>/message_attachments.

Source: developers.facebook.com, Instagram Messaging, Attachment upload (fetched in September 2026).
An account without a page cannot be uploaded to: Meta would fetch the file from an address of ours.
"""

from __future__ import annotations

import json

from channels_in.actions.keep_parts import note_upload
from channels_in.chat.reading import words
from channels_in.meta.direct.answers import refused
from channels_in.meta.direct.platform import Platform
from channels_in.meta.direct.send import kind_of
from channels_in.meta.multipart import multipart
from channels_in.outcomes import NotSent, Outcome
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from tickets.models import Attachment, DeliveryPart

TAKEN = {
    *("image/png", "image/jpeg", "image/gif", "application/pdf"),
    *("audio/aac", "audio/mp4", "audio/x-m4a", "audio/m4a", "audio/wav", "audio/x-wav"),
    *("video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"),
}
WITHOUT_PAGE = "An account without a page takes no files from us."


def upload(platform: Platform, file: Attachment, row: DeliveryPart) -> Outcome | None:
    """None: it is there, and its name in the row, so that another try need not do it again."""
    if platform.is_without_page or file.content_type not in TAKEN:
        detail = WITHOUT_PAGE if platform.is_without_page else file.content_type
        return NotSent(reason="file_refused", detail=detail, permanent=True)
    attachment = {"type": kind_of(file.content_type), "payload": {"is_reusable": True}}
    fields = {"platform": "instagram", "message": json.dumps({"attachment": attachment})}
    body, content_type = multipart(file, fields, part="filedata", name=_plain_name(file))
    try:
        reply = platform.give(f"{platform.page}/message_attachments", body, content_type)
    except (Unreachable, Forbidden) as error:
        return NotSent(reason="unreachable", detail=str(error))
    name = words(reply.body, "attachment_id", longest=255)
    if not name:
        outcome = refused(reply) if reply.code else None
        return outcome or NotSent(reason="provider_trouble", detail=f"HTTP {reply.status}")
    note_upload(row, name)
    return None


def _plain_name(file: Attachment) -> str:
    """Names that are not ASCII are refused there."""
    ending = file.content_type.rpartition("/")[2].removeprefix("x-")
    return f"file.{ending}"
