"""What replies and automatic messages have in common: the row, its checks, and the delivery that is owed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models.functions import Now

from tickets.capabilities import capabilities_of
from tickets.models import Attachment, Channel, Delivery, Draft, Message, Ticket
from tickets.refusals import Refused


def refuse_unsendable(channel: Channel, text: str, draft: Draft | None) -> None:
    limits = capabilities_of(channel)
    files = list(Attachment.objects.filter(draft=draft)) if draft else []
    if not channel.is_active:
        raise Refused("channel_off", channel=channel.name)
    if not text.strip() and not files:
        raise Refused("empty")
    if len(text) > limits.max_text:
        raise Refused("too_long", limit=limits.max_text)
    if files and not limits.carries_files:
        raise Refused("no_files")
    if len(files) > limits.max_files:
        raise Refused("too_many_files", limit=limits.max_files)
    if sum(file.size for file in files) > limits.max_files_bytes:
        raise Refused("files_too_large", limit=limits.max_files_bytes // 1024**2)


def signature_of(channel: Channel, ticket: Ticket) -> str:
    """In the customer's language, else the channel's; frozen into the message as the agent saw it."""
    return str(channel.signatures.get(ticket.language) or channel.signatures.get(channel.language) or "")


def owe(message: Message, *, after_seconds: int = 0, at: datetime | None = None) -> Delivery:
    """The delivery is written with its message, both or neither; channels_in sends it when it is due."""
    due_at = (at or Now()) + timedelta(seconds=after_seconds)
    return Delivery.objects.create(message=message, channel=message.channel, due_at=due_at)
