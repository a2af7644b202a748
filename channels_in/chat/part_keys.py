"""Our own name of a message at a provider, for those who repeat it in their reports: one whose request was
never answered is known by it, and so is one whose reports come before the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tickets.models import Delivery, DeliveryPart

SHAPE = re.compile(r"([0-9a-f]{32})-([0-9]{1,3})-([0-9]{1,3})")
UNDER_WAY = {Delivery.Status.QUEUED, Delivery.Status.SENDING}


@dataclass(frozen=True, slots=True)
class PartKey:
    delivery: UUID
    number: int
    attempt: int  # late words about the first say nothing of the second

    @classmethod
    def read(cls, written: str) -> PartKey | None:
        found = SHAPE.fullmatch(written)
        return cls(UUID(found[1]), int(found[2]), int(found[3])) if found else None

    def among(self, parts: QuerySet[DeliveryPart]) -> DeliveryPart | None:
        return parts.filter(delivery__idempotency_key=self.delivery, number=self.number).first()


def key_of(row: DeliveryPart) -> str:
    """Of the try that is under way."""
    return f"{row.delivery.idempotency_key.hex}-{row.number}-{latest_try(row.delivery)}"


def latest_try(delivery: Delivery) -> int:
    """How many there were before it. One that has come to something is counted already."""
    done = len(delivery.tries)
    return done if delivery.status in UNDER_WAY else max(done - 1, 0)
