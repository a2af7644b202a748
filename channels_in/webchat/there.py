"""A visitor comes, goes, moves to another page or types: whoever has their conversation open is told.

Ids only; the page then asks what an agent may see (views/visitor.py). Nothing of what is typed.
"""

from __future__ import annotations

from django.utils import timezone

from channels_in.models import Visitor
from channels_in.webchat.visitors import current_ticket
from events import push

TYPES = 6.0  # seconds


def tell(visitor: Visitor, *, ticket_id: int | None = None) -> None:
    ticket = ticket_id or _ticket_of(visitor)
    if ticket:
        push.send([f"ticket.{ticket}"], {"type": "moved", "ticket": ticket})


def tell_typing(visitor: Visitor, *, ticket_id: int | None = None) -> None:
    ticket = ticket_id or _ticket_of(visitor)
    if ticket:
        until = timezone.now().timestamp() + TYPES
        push.send([f"ticket.{ticket}"], {"type": "typed", "ticket": ticket, "until": until})


def _ticket_of(visitor: Visitor) -> int | None:
    ticket = current_ticket(visitor)
    return ticket.pk if ticket and ticket.is_active else None
