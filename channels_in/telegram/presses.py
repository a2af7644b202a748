"""A button was pressed (core.telegram.org/bots/api#callbackquery), or the bot blocked and unblocked.

What a button says of itself is whatever an app sends, which need not be one of ours.
"""

from __future__ import annotations

from channels_in.chat.content import ChatMessage, Nothing, Reachability, Said
from channels_in.chat.reading import Data, moment, name_of, part, whole, words
from channels_in.messages import Address
from channels_in.telegram.messages import called, is_private, who_in


def press_in(query: Data, update: str) -> Said | None:
    name, sender, message = words(query, "id"), part(query, "from"), part(query, "message")
    chat = part(message, "chat") or {**sender, "type": "private"}
    if not name or whole(sender, "id") is None or whole(chat, "id") is None:
        return None
    data = words(query, "data", longest=300)
    if not is_private(chat):
        return Nothing(external_id=update, reason="not_private")
    if not data or sender.get("is_bot") is True:
        return Nothing(external_id=update, reason="unsupported")
    who = who_in(chat, sender)
    return ChatMessage(
        external_id=name_of("press", name),
        sender=Address(address=who.address, name=who.name),
        who=who,
        text=_label_of(message, data) or data,
        extras=({"kind": "choice", "id": data},),
        replies_to=called(chat, whole(message, "message_id")),
    )


def member_in(change: Data, update: str) -> Said | None:
    """In a private chat it says that the customer shut us out, or let us in again."""
    chat = part(change, "chat")
    if whole(chat, "id") is None:
        return None
    before, after = words(change, "old_chat_member", "status"), words(change, "new_chat_member", "status")
    if not is_private(chat) or before == after or "kicked" not in (before, after):
        return Nothing(external_id=update, reason="service")
    is_out = after == "kicked"
    return Reachability(
        external_id=update,
        who=who_in(chat, part(change, "from")),
        reason="unreachable" if is_out else "reachable",
        cut_off="blocked" if is_out else "",
        at=moment(change, "date"),
    )


def _label_of(message: Data, data: str) -> str:
    rows = part(message, "reply_markup").get("inline_keyboard")
    for row in rows if isinstance(rows, list) else ():
        for button in row if isinstance(row, list) else ():
            if words(button, "callback_data", longest=300) == data:
                return words(button, "text", longest=300)
    return ""
