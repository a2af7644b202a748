"""A visitor comes, goes, moves to another page or types: whoever has their conversation open is told.

Ids only; the page then asks what an agent may see (views/visitor.py). Nothing of what is typed.
"""

from __future__ import annotations

from hashlib import sha256

from django.utils import timezone

from channels_in.models import Visitor
from channels_in.webchat.shown import shown_instead, stamp, writer_shown
from channels_in.webchat.visitors import current_ticket
from events import push
from tickets import presence_on_ticket

TYPES = 6.0  # seconds


def tell(visitor: Visitor) -> None:
    if ticket := _ticket_of(visitor):
        tell_of(ticket)


def tell_of(ticket_id: int) -> None:
    push.send([f"ticket.{ticket_id}"], {"type": "moved", "ticket": ticket_id})


def tell_typing(visitor: Visitor) -> None:
    if ticket := _ticket_of(visitor):
        tell_typing_on(ticket)


def tell_typing_on(ticket_id: int) -> None:
    push.send([f"ticket.{ticket_id}"], {"type": "typed", "ticket": ticket_id, "seconds": TYPES})


def who_types(visitor: Visitor) -> str | None:
    """For a page that no socket reaches: the name by which it is shown who writes an answer just now."""
    ticket = _ticket_of(visitor)
    name = presence_on_ticket.who_replies(ticket) if ticket else ""
    return writer_shown(name, instead=shown_instead(visitor.connection)) if name else None


def tell_pages(address: str) -> None:
    """All open pages of this visitor: the first message opens a ticket that they do not listen to yet."""
    push.send([f"visitor.{mark_of(address)}"], {"type": "again", "address": address})


def mark_of(address: str) -> str:
    """Names a socket group: letters and digits only, whatever a site calls its people."""
    return sha256(address.encode()).hexdigest()[:40]


def now() -> str:
    return stamp(timezone.now())


def _ticket_of(visitor: Visitor) -> int | None:
    ticket = current_ticket(visitor)
    return ticket.pk if ticket and ticket.is_active else None
