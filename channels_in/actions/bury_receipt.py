from __future__ import annotations

from django.db import transaction

from channels_in.actions.decide_item import decide_item
from channels_in.actions.open_item import count_repeats, open_item
from channels_in.items import Incoming, dead
from channels_in.models import Receipt


@transaction.atomic
def bury_receipt(receipt: Receipt, *, unread: Incoming) -> bool:
    """What it holds and nobody decided is dead; `unread` stands for all of it if nobody found out. False if
    somebody has done it, or had it tried again.
    """
    if not Receipt.objects.dead().filter(pk=receipt.pk).update(state=Receipt.State.DONE):
        return False
    undecided = list(receipt.items.filter(outcome=None))
    if not undecided and not receipt.items.exists():
        item = open_item(receipt, unread)
        undecided = [item] if item.receipt_id == receipt.pk else []
        count_repeats([] if undecided else [item.pk])
    for item in undecided:
        decide_item(item, dead("unprocessed", receipt.last_error))
    return True
