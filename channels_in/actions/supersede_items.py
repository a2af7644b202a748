from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from channels_in.actions.decide_item import decide_item
from channels_in.items import Incoming, Unreadable, dead, ignored
from channels_in.models import Receipt, ReceiptItem


@transaction.atomic(savepoint=False)
def supersede_items(
    gone: Sequence[ReceiptItem], *, by: Sequence[tuple[ReceiptItem, Incoming]], receipt: Receipt
) -> None:
    """A receipt that is read again may hold its content under other names. Those of now take the place of
    the old ones, and out of quarantine if a person has released one. What cannot be read any more takes
    nothing's place: then the old ones are dead as well, to be tried again after the repair.
    """
    ours = [(item, incoming) for item, incoming in by if item.receipt_id == receipt.pk]
    unread = [incoming.content for _, incoming in ours if isinstance(incoming.content, Unreadable)]
    outcome = dead(unread[0].reason, unread[0].detail) if unread else ignored("superseded")
    if any(item.is_released for item in gone):
        for item, _ in ours:
            item.reason = ReceiptItem.RELEASED
            item.save(update_fields=["reason"])
    for item in gone:
        decide_item(item, outcome)
