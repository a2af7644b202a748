"""What becomes of what WhatsApp says: as with every chat, and of templates the list is fetched."""

from __future__ import annotations

from channels_in.chat import decide as chat
from channels_in.chat.content import Nothing, Progress
from channels_in.items import Decision, Incoming
from channels_in.models import Receipt, ReceiptItem
from channels_in.whatsapp.listing import STALE, list_again

TEMPLATE_CHANGED = "template_changed"


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    match incoming.content:
        case Nothing(reason=reason) if reason == TEMPLATE_CHANGED:
            list_again(receipt.origin)
        case Progress(reason=reason) if reason in STALE:
            list_again(receipt.origin)
    return chat.decide(receipt, incoming, item)
