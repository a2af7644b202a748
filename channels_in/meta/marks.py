"""What we write beside a message of ours, and what comes back with what Meta says of it."""

from __future__ import annotations

import re

from tickets.models import DeliveryPart

MARK = re.compile(r"alur1:(?P<key>[0-9a-f-]{36}):(?P<number>[0-9]{1,4}):[0-9]{1,4}")


def key_of(row: DeliveryPart) -> str:
    """Comes back with every status. The try counts: late words about the first say nothing of the second."""
    delivery = row.delivery
    return f"alur1:{delivery.idempotency_key}:{row.number}:{len(delivery.tries)}"


def part_marked(mark: str, channel: int) -> DeliveryPart | None:
    found = MARK.fullmatch(mark)
    if found is None:
        return None
    parts = DeliveryPart.objects.filter(channel=channel, delivery__idempotency_key=found["key"])
    parts = parts.select_related("delivery__message__ticket")
    named: DeliveryPart | None = parts.filter(number=int(found["number"])).first()
    return named
