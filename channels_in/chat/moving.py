"""A provider says that one of its people is known by another number or id from now on."""

from __future__ import annotations

from channels_in.chat.content import Moved
from channels_in.items import Decision, ignored, updated
from channels_in.models import ReceiptItem
from events import actors
from people.actions.move_address import move_address


def apply(told: Moved, item: ReceiptItem) -> Decision:
    """It makes no customer and opens no window: who was unknown stays so."""
    by = actors.system("receipt", item.receipt_id)
    moved = [move_address(old, to=new, by=by, at=told.at) for old, new in told.to]
    return updated(None, reason="number_changed") if any(moved) else ignored("number_changed")
