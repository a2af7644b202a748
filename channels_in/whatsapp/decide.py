"""What becomes of what WhatsApp says: as with every chat, and of templates the list is fetched."""

from __future__ import annotations

from channels_in.actions.ask_again import ask_again
from channels_in.chat import decide as chat
from channels_in.chat.content import Nothing
from channels_in.items import Decision, Incoming
from channels_in.models import Check, Connection, Receipt, ReceiptItem
from tickets.models import ChannelKind

TEMPLATE_CHANGED = "template_changed"


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    match incoming.content:
        case Nothing(reason=reason) if reason == TEMPLATE_CHANGED:
            ask_again(_of_the_app(receipt.origin), Check.What.TEMPLATES)
    return chat.decide(receipt, incoming, item)


def _of_the_app(door: Connection) -> list[int]:
    """One address serves all numbers of an app, and the word may be about any of them."""
    apps = set(door.options.get("apps") or [])
    ours = Connection.objects.filter(channel__kind=ChannelKind.WHATSAPP).defer("secrets")
    return [one.pk for one in ours if apps & set(one.options.get("apps") or [])]
