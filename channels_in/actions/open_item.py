"""The one item for one external id, however often and through whatever receipts it arrives."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from channels_in.items import Incoming
from channels_in.models import Receipt, ReceiptItem


@transaction.atomic
def open_item(receipt: Receipt, incoming: Incoming) -> ReceiptItem:
    """The item, locked; it belongs to another receipt if this is a repeat.

    Two workers with the same mail: the second waits here for the first one's commit, then sees its item.
    """
    channel_id = receipt.origin.channel_id
    item = ReceiptItem(
        receipt=receipt,
        channel_id=channel_id,
        external_id=incoming.external_id,
        preview=incoming.preview,
        received_at=receipt.received_at,
    )
    ReceiptItem.objects.bulk_create([item], ignore_conflicts=True)
    return ReceiptItem.objects.select_for_update(no_key=True).get(
        channel_id=channel_id, external_id=incoming.external_id
    )


def count_repeats(items: list[int]) -> None:
    """An id once for each time it came again."""
    for pk in sorted(items):
        ReceiptItem.objects.filter(pk=pk).update(repeats=F("repeats") + 1)
