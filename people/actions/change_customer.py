from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, lock, refuse_unknown_zone
from people.models import Customer

FIELDS = ("name", "own_tier", "organisation", "language", "time_zone")


@transaction.atomic
def change_customer(
    customer: Customer,
    *,
    by: Actor,
    expected_version: int | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> list[str]:
    """The names of what changed. Another tier is an event of its own: open tickets are scored anew."""
    refuse_unknown_zone(fields)
    lock(customer, expected_version=expected_version)
    former = str(customer.tier)
    changed = apply(customer, fields, known=FIELDS)
    if changed:
        record("customer.changed", by=by, at=at, customer_id=customer.pk, fields=changed)
    record_tier(customer.pk, former, str(customer.tier), by=by, at=at)
    return changed


def record_tier(customer_id: int, former: str, tier: str, *, by: Actor, at: datetime | None = None) -> None:
    if former != tier:
        data: dict[str, Any] = {"from": former, "to": tier}
        record("customer.tier_changed", by=by, at=at, customer_id=customer_id, **data)
