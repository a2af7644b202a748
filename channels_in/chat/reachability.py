"""A provider says that somebody shut us out, or that they take our messages again."""

from __future__ import annotations

from channels_in.chat.content import Reachability
from channels_in.items import Decision, ignored
from channels_in.models import ReceiptItem
from events import actors
from people.identity import normal
from people.models import Identity
from tickets.actions.note_reachability import note_reachable, note_unreachable


def apply(told: Reachability, item: ReceiptItem) -> Decision:
    """It makes no customer and no ticket: who is unknown stays so."""
    kind, address = normal(told.who.kind, told.who.address)
    identity = Identity.objects.filter(kind=kind, address=address).first()
    by = actors.system("receipt", item.receipt_id)
    if identity and told.cut_off:
        note_unreachable(identity, channel=item.channel, reason=told.cut_off, by=by, at=told.at)
    elif identity:
        note_reachable(identity, channel=item.channel, by=by, at=told.at)
    return ignored(told.reason)
