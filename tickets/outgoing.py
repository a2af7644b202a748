"""What replies and automatic messages have in common: the row, its checks, and the delivery that is owed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from django.utils import timezone

from tickets.capabilities import capabilities_of
from tickets.models import Attachment, Channel, Delivery, Draft, Message, Ticket
from tickets.refusals import Refused


def refuse_unsendable(channel: Channel, text: str, draft: Draft | None) -> None:
    limits = capabilities_of(channel)
    has_files = draft is not None and Attachment.objects.filter(draft=draft).exists()
    if not channel.is_active:
        raise Refused("channel_off", channel=channel.name)
    if not limits.carries_words:
        raise Refused("spoken_only")
    if not text.strip() and not has_files:
        raise Refused("empty")
    if limits.size(text) > limits.max_text:
        raise Refused("too_long", limit=limits.max_text)


def signature_of(channel: Channel, ticket: Ticket) -> str:
    """In the customer's language, else the channel's; frozen into the message as the agent saw it."""
    return str(channel.signatures.get(ticket.language) or channel.signatures.get(channel.language) or "")


def owe(message: Message, *, after_seconds: int = 0, at: datetime | None = None) -> Delivery:
    """The delivery is written with its message, both or neither; channels_in sends it when it is due."""
    due_at = (at or Now()) + timedelta(seconds=after_seconds)
    if capabilities_of(message.channel).is_fetched and not after_seconds:
        return _has_arrived(message, due_at=due_at, at=at)
    return Delivery.objects.create(message=message, channel=message.channel, due_at=due_at)


def _has_arrived(message: Message, *, due_at: datetime | Combinable, at: datetime | None) -> Delivery:
    """Where the customer looks, it is with the commit of its row: docs/adr/0014."""
    return Delivery.objects.create(
        message=message,
        channel=message.channel,
        due_at=due_at,
        status=Delivery.Status.SENT,
        state=Delivery.State.DONE,
        sent_at=at or timezone.now(),
    )
