"""How far each part of a reply got, for replies that become several messages at their provider."""

from __future__ import annotations

from collections.abc import Sequence

from tickets.capabilities import capabilities_of
from tickets.models import DeliveryPart, Message


def parts_of(messages: Sequence[Message]) -> dict[int, list[DeliveryPart]]:
    """By message. Asked only where there can be any: one query for a page with answers by chat."""
    ours = [one.pk for one in messages if not one.is_inbound and capabilities_of(one.channel).max_part]
    found: dict[int, list[DeliveryPart]] = {}
    if ours:
        parts = DeliveryPart.objects.filter(delivery__message__in=ours).select_related("delivery")
        for part in parts.order_by("delivery_id", "number"):
            found.setdefault(part.delivery.message_id, []).append(part)
    return found
