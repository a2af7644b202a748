"""The message of ours or theirs that a provider means."""

from __future__ import annotations

from tickets.models import DeliveryPart, Message


def message_called(provider_id: str, channel: int) -> Message | None:
    """Ours by the id of any of its parts."""
    if not provider_id:
        return None
    named = Message.objects.filter(channel=channel, provider_id=provider_id)
    known: Message | None = named.select_related("ticket").first()
    if known:
        return known
    parts = DeliveryPart.objects.filter(channel=channel, provider_id=provider_id)
    part = parts.select_related("delivery__message__ticket").first()
    return part.delivery.message if part else None
