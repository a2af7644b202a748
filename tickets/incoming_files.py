"""The files of a message that comes in: those that came along, and those that have to be fetched."""

from __future__ import annotations

from collections.abc import Sequence

from tickets import attachment_files
from tickets.incoming import ReceivedMessage, WaitingFile
from tickets.models import Attachment, Message


def store_files(inbound: ReceivedMessage) -> list[Attachment]:
    """On disk before anything is locked."""
    found = []
    for part in inbound.attachments:
        stored = attachment_files.store([part.content])
        found.append(
            Attachment(
                key=stored.key,
                name=attachment_files.shown_name(part.name),
                content_type=stored.content_type,
                size=stored.size,
                sha256=stored.sha256,
                content_id=part.content_id[:255],
                is_inline=part.is_inline and attachment_files.may_show_inline(stored.content_type),
            )
        )
    return found


def add_files(message: Message, attachments: list[Attachment]) -> None:
    for attachment in attachments:
        attachment.message = message
    Attachment.objects.bulk_create(attachments)


def add_waiting_files(message: Message, inbound: ReceivedMessage) -> list[tuple[Attachment, WaitingFile]]:
    return add_files_that_wait(message, inbound.waiting_files)


def add_files_that_wait(
    message: Message, files: Sequence[WaitingFile]
) -> list[tuple[Attachment, WaitingFile]]:
    """They stand beside the words from the first moment, before anybody has fetched them."""
    rows = [
        Attachment(
            message=message,
            state=Attachment.State.WAITING,
            name=attachment_files.shown_name(file.name),
            content_type=attachment_files.UNKNOWN_TYPE,
            size=file.size,
            sha256="",
        )
        for file in files
    ]
    Attachment.objects.bulk_create(rows)
    return list(zip(rows, files, strict=True))
