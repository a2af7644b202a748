"""What is different about SMS: a message may hold nothing, and a report may tell that the account is shut."""

from __future__ import annotations

from channels_in.actions.note_health import note_problem
from channels_in.chat import decide as chat
from channels_in.chat.content import ChatMessage, Progress
from channels_in.items import Decision, Incoming, quarantined
from channels_in.models import Receipt, ReceiptItem
from channels_in.sms.errors import problem_for


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    match incoming.content:
        case ChatMessage() as message if _is_empty(message) and not item.is_released:
            return quarantined("empty")
        case Progress(reason=reason, detail=detail) if problem := problem_for(reason):
            note_problem(receipt.origin, problem, detail=detail)
    return chat.decide(receipt, incoming, item)


def _is_empty(message: ChatMessage) -> bool:
    """A file that cannot be got is something all the same."""
    has_file = bool(message.media) or any(extra["kind"] == "placeholder" for extra in message.extras)
    return not (message.text.strip() or has_file)
