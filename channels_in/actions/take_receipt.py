"""A delivery at a door is written down before anybody says thanks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from channels_in import tasks
from channels_in.models import Connection, Receipt
from channels_in.raw_store import IN_ROW, write_file
from events.nudge import nudge


@transaction.atomic
def take_receipt(
    connection: Connection,
    raw: bytes,
    *,
    door: str,
    envelope: dict[str, Any],
    received_at: datetime,
    source_key: str | None = None,
) -> Receipt:
    """Keep the bytes and wake a worker. Whoever waits for our thanks gets them after this has committed.

    With a `source_key` that is known already, the receipt of the first time.
    """
    fields = {
        "connection": connection,
        "door": door,
        "envelope": envelope,
        "size": len(raw),
        "received_at": received_at,
        "source_key": source_key,
    }
    if len(raw) > IN_ROW:
        fields["raw_file"] = write_file(raw)
    else:
        fields["raw"] = raw
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(**fields)
    except IntegrityError:
        if source_key is None:
            raise
        return Receipt.objects.get(source_key=source_key)
    nudge(tasks.process_receipts, tasks.lane_of(door))
    return receipt
