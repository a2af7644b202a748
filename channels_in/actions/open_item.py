"""The one item for one external id, however often and through whatever receipts it arrives."""

from __future__ import annotations

import json

from django.db import connection as database
from django.db import transaction
from django.db.models import F

from channels_in.items import Incoming
from channels_in.models import Receipt, ReceiptItem

TABLE = ReceiptItem._meta.db_table


@transaction.atomic(savepoint=False)
def open_item(receipt: Receipt, incoming: Incoming) -> ReceiptItem:
    """The item, held until the commit; it belongs to another receipt if this is a repeat.

    Two workers with the same mail: the second waits here for the first one's commit, then sees its item.
    """
    channel_id = incoming.channel or receipt.origin.channel_id
    item = ReceiptItem(
        receipt=receipt,
        channel_id=channel_id,
        external_id=incoming.external_id,
        preview=incoming.preview,
        received_at=receipt.received_at,
    )
    item.pk = _insert(item)
    if item.pk:
        if channel_id == receipt.origin.channel_id:
            item.channel = receipt.origin.channel  # known already
        return item
    known = ReceiptItem.objects.select_for_update(no_key=True)
    return known.get(channel_id=channel_id, external_id=incoming.external_id)


def count_repeats(items: list[int]) -> None:
    """An id once for each time it came again."""
    for pk in sorted(items):
        ReceiptItem.objects.filter(pk=pk).update(repeats=F("repeats") + 1)


def _insert(item: ReceiptItem) -> int | None:
    """In one statement: its number, or nothing if the external id is known."""
    columns = (
        "receipt_id, channel_id, external_id, reason, error, preview, repeats, received_at, discard_note"
    )
    with database.cursor() as sql:
        sql.execute(
            f"insert into {TABLE} ({columns}) values (%s, %s, %s, '', '', %s::jsonb, 0, %s, '')"  # noqa: S608
            " on conflict (channel_id, external_id) do nothing returning id",
            [
                item.receipt_id,
                item.channel_id,
                item.external_id,
                json.dumps(item.preview),
                item.received_at,
            ],
        )
        row = sql.fetchone()
    return row[0] if row else None
