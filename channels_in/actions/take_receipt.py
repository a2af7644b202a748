"""A delivery at a door is written down before anybody says thanks for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from channels_in import tasks
from channels_in.actions.note_health import note_arrival
from channels_in.mail.handover import MAILBOX
from channels_in.models import Connection, Receipt
from channels_in.raw_store import IN_ROW, write_file
from events.database_time import database_time
from events.nudge import nudge


@transaction.atomic
def take_receipt(  # noqa: PLR0913 - what a door knows of a delivery
    connection: Connection,
    raw: bytes,
    *,
    door: str,
    envelope: dict[str, Any],
    received_at: datetime,
    source_key: str | None = None,
    claimed_for: timedelta | None = None,
) -> Receipt:
    """Keep the bytes and wake a worker. Whoever waits for our thanks gets them after this has committed.

    With a `source_key` that is known already, the receipt of the first time. `claimed_for`: the caller does
    the work itself, right after the commit; if it dies, the lease runs out and the sweep finds it.
    """
    fields: dict[str, Any] = {
        "connection": connection,
        "door": door,
        "envelope": {**envelope, MAILBOX: connection.address} if connection.address else envelope,
        "size": len(raw),
        "received_at": received_at,
        "source_key": source_key,
    }
    if claimed_for:
        fields |= {"attempts": 1, "lease_until": database_time() + claimed_for}
    if len(raw) > IN_ROW:
        fields["raw_file"] = write_file(raw)
    else:
        fields["raw"] = raw
    receipt = _create_once(fields) if source_key else Receipt.objects.create(**fields)
    if not claimed_for:
        nudge(tasks.process_receipts, tasks.lane_of(door))
    # On its own, and whatever comes of it: no mail waits for another, or is refused, because of a page.
    transaction.on_commit(lambda: note_arrival(connection, at=timezone.now()), robust=True)
    return receipt


def _create_once(fields: dict[str, Any]) -> Receipt:
    try:
        with transaction.atomic():
            return Receipt.objects.create(**fields)
    except IntegrityError:
        return Receipt.objects.get(source_key=fields["source_key"])
