"""By which channels a customer can be reached now: the composer offers them, a refusal names the best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from people.identity import normal
from people.models import Identity
from tickets.models import Channel, Ticket
from tickets.recipients import NOWHERE
from tickets.windows import is_shut


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    channel: Channel
    address: str


def ways_to(ticket: Ticket, *, at: datetime | None = None) -> list[Way]:
    """Those by which words can be sent freely: first of the ticket's own kind, then by age."""
    return sorted(_ways(ticket, at), key=lambda way: (way.channel.pk != ticket.channel_id, way.channel.pk))


def other_way(ticket: Ticket, channel: Channel, *, at: datetime | None = None) -> Way | None:
    return next((way for way in ways_to(ticket, at=at) if way.channel.pk != channel.pk), None)


def _ways(ticket: Ticket, at: datetime | None) -> Iterator[Way]:
    known: dict[str, str] = {}
    theirs = Identity.objects.filter(customer=ticket.customer_id, replaced_by=None)
    for kind, address in (
        theirs.exclude(address__endswith=NOWHERE).order_by("pk").values_list("kind", "address")
    ):
        known.setdefault(kind, address)
    for channel in Channel.objects.filter(is_active=True):
        address = known.get(normal(channel.kind, "")[0], "")
        if address and channel.kind != "form" and not is_shut(ticket, channel, at=at):
            yield Way(channel=channel, address=address)
