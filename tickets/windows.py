"""Until when a customer may be written to freely, on channels that shut a while after their last words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Max
from django.db.models.functions import Least
from django.utils import timezone

from tickets.capabilities import capabilities_of
from tickets.models import Channel, Message, Ticket

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def closes_at(ticket: Ticket, channel: Channel) -> datetime | None:
    """None: this channel never shuts. Who has not written there yet was shut out long ago.

    By the customer's own clock, which is the provider's, but never later than we heard of it.
    """
    window = capabilities_of(channel).window
    if window is None:
        return None
    theirs = Message.objects.filter(
        ticket__customer=ticket.customer_id, channel=channel, direction=Message.Direction.INBOUND
    )
    last = theirs.aggregate(last=Max(Least("sent_at", "created_at")))["last"]
    return last + window if last else NEVER


def closing_times(ticket: Ticket, channels: Iterable[Channel]) -> dict[int, datetime]:
    """closes_at() of those that ever shut, by channel, in one query."""
    windows = {one.pk: window for one in channels if (window := capabilities_of(one).window)}
    theirs = Message.objects.filter(
        ticket__customer=ticket.customer_id, channel__in=windows, direction=Message.Direction.INBOUND
    )
    rows = theirs.values("channel").annotate(last=Max(Least("sent_at", "created_at"))) if windows else ()
    lasts = {row["channel"]: row["last"] for row in rows}
    return {pk: lasts[pk] + window if pk in lasts else NEVER for pk, window in windows.items()}


def is_shut(ticket: Ticket, channel: Channel, *, at: datetime | None = None) -> bool:
    end = closes_at(ticket, channel)
    return end is not None and end <= (at or timezone.now())
