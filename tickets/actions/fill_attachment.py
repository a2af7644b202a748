from __future__ import annotations

from django.db import transaction

from tickets.attachment_files import StoredFile, may_show_inline
from tickets.changing import lock
from tickets.models import Attachment
from tickets.recording import show_again


@transaction.atomic
def fill_attachment(attachment: Attachment, stored: StoredFile) -> None:
    """The file that stood beside the message as announced is there."""
    attachment.key, attachment.content_type = stored.key, stored.content_type
    attachment.size, attachment.sha256 = stored.size, stored.sha256
    attachment.state, attachment.reason = Attachment.State.HERE, ""
    attachment.is_inline = attachment.is_inline and may_show_inline(stored.content_type)
    attachment.save()
    _show(attachment)


@transaction.atomic
def give_up_attachment(attachment: Attachment, *, reason: str) -> None:
    attachment.state, attachment.reason = Attachment.State.LOST, reason
    attachment.save(update_fields=["state", "reason"])
    _show(attachment)


def _show(attachment: Attachment) -> None:
    if attachment.message:
        lock(attachment.message.ticket)
        show_again(attachment.message.ticket)
