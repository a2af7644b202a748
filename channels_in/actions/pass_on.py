from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from channels_in.models import PassedOn, Visitor, WayBack
from events import actors
from tickets import attachment_files
from tickets.actions.automatic import send_automatic
from tickets.models import Attachment, Channel, Message
from tickets.recording import record_on
from tickets.ways import Way

LINK_HOLDS = timedelta(days=7)
MOST_BYTES = 18 * 1024 * 1024


@transaction.atomic
def pass_on(
    messages: Sequence[Message], *, visitor: Visitor, channel: Channel, text: str, token_hash: str
) -> Message:
    """One mail with all of them: each goes out by mail once, whatever is tried again."""
    ticket = messages[0].ticket
    by = actors.system("visitor", visitor.pk)
    mail = send_automatic(
        ticket, text=text, by=by, reason="passed_on", through=Way(channel=channel, address=visitor.email)
    )
    PassedOn.objects.bulk_create(PassedOn(message=message, by=mail) for message in messages)
    WayBack.objects.create(
        token_hash=token_hash, ticket=ticket, visitor=visitor, expires_at=timezone.now() + LINK_HOLDS
    )
    _attach(mail, messages)
    record_on(ticket, "messages.passed_on", by=by, messages=[one.pk for one in messages], by_mail=mail.pk)
    return mail


def _attach(mail: Message, messages: Sequence[Message]) -> None:
    """Copies, for as much as a mail carries: what does not fit is in the chat, to which the mail leads."""
    left = MOST_BYTES
    for file in (one for message in messages for one in message.attachments.all()):
        if file.size > left:
            continue
        left -= file.size
        with attachment_files.read(file) as content:
            stored = attachment_files.store([content.read()])
        Attachment.objects.create(
            message=mail,
            key=stored.key,
            name=file.name,
            content_type=stored.content_type,
            size=stored.size,
            sha256=stored.sha256,
        )
