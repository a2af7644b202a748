"""What becomes of an event of LINE: as with every chat, and its tokens are kept beside its message."""

from __future__ import annotations

from channels_in.actions.keep_reply_token import keep_reply_token
from channels_in.chat import decide as chat
from channels_in.items import Decision, Incoming
from channels_in.line.content import LineMessage
from channels_in.models import Receipt, ReceiptItem


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    decision = chat.decide(receipt, incoming, item)
    said = incoming.content
    if isinstance(said, LineMessage) and decision.message and decision.outcome == ReceiptItem.Outcome.MESSAGE:
        keep_reply_token(
            decision.message, reply=said.reply_token, quote=said.quote_token, received_at=receipt.received_at
        )
    return decision
