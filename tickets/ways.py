"""By which channels a customer can be reached now: the composer offers them, a refusal names the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from people.identity import BY_MAIL, BY_PHONE, kinds_of, normal
from people.models import Identity
from tickets.capabilities import KINDS
from tickets.models import Channel, ChannelKind, Message, Ticket
from tickets.opted_out import has_opted_out
from tickets.reachability import WISHES, CutOff, cut_off_of, reason_among
from tickets.recipients import NOWHERE
from tickets.windows import NEVER, closing_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`shut`: why nothing can be sent there now, code of tickets/delivery_reasons.py; empty: it can."""

    channel: Channel
    address: str
    shut: str = ""
    closes_at: datetime | None = None  # None: it never shuts, or was never open


def ways_to(ticket: Ticket, *, at: datetime | None = None) -> list[Way]:
    """Those by which words can be sent freely: first of the ticket's own kind, then by age."""
    return [way for way in all_ways_to(ticket, at=at) if not way.shut]


def other_way(ticket: Ticket, channel: Channel, *, at: datetime | None = None) -> Way | None:
    return next((way for way in ways_to(ticket, at=at) if way.channel.pk != channel.pk), None)


def way_by(ticket: Ticket, channel_id: int, *, at: datetime | None = None) -> Way | None:
    return next((way for way in all_ways_to(ticket, at=at) if way.channel.pk == channel_id), None)


def all_ways_to(ticket: Ticket, *, at: datetime | None = None) -> list[Way]:
    """Also those that are shut, and why."""
    found = _ways(ticket, at)
    return sorted(found, key=lambda way: (way.channel.pk != ticket.channel_id, way.channel.pk))


def _ways(ticket: Ticket, at: datetime | None) -> Iterator[Way]:
    theirs = Identity.objects.filter(customer=ticket.customer_id, replaced_by=None)
    names = list(theirs.exclude(address__endswith=NOWHERE).order_by("pk").values_list("kind", "address"))
    known = cut_off_of(ticket.customer_id)
    wrote = _wrote_from(ticket.customer_id)
    channels = [one for one in Channel.objects.filter(is_active=True).order_by("pk") if _carries_words(one)]
    closing, now = closing_times(ticket, channels), at or timezone.now()
    for channel in channels:
        addresses = _addresses(channel, names, wrote.get(channel.pk, ""))
        if addresses:
            yield _best(ticket, channel, addresses, known, closing.get(channel.pk), now)


def _carries_words(channel: Channel) -> bool:
    can = KINDS.get(channel.kind)
    return can is not None and can.max_text > 0 and channel.kind != ChannelKind.FORM


def _best(
    ticket: Ticket,
    channel: Channel,
    addresses: Sequence[str],
    known: Sequence[CutOff],
    end: datetime | None,
    now: datetime,
) -> Way:
    """Of several addresses the first that takes messages."""
    closes_at = None if end == NEVER else end
    if not KINDS[channel.kind].carries_words:
        return Way(channel=channel, address=addresses[0], shut="spoken_only")
    if end is not None and end <= now:
        return Way(channel=channel, address=addresses[0], shut="window_closed", closes_at=closes_at)
    reasons = [_why_shut(ticket, channel, address, known) for address in addresses]
    free = next((n for n, reason in enumerate(reasons) if not reason), 0)
    return Way(channel=channel, address=addresses[free], shut=reasons[free], closes_at=closes_at)


def _why_shut(ticket: Ticket, channel: Channel, address: str, known: Sequence[CutOff]) -> str:
    if reason := reason_among(known, channel, address):
        return reason
    is_wished = channel.kind in WISHES and has_opted_out(
        address, customer=ticket.customer_id, channel=channel.pk
    )
    return "opted_out" if is_wished else ""


def _addresses(channel: Channel, names: Sequence[tuple[str, str]], wrote_from: str) -> list[str]:
    """Where they wrote from first. What is neither a mail address nor a number holds for one channel alone:
    another page or bot knows the same person by another id.
    """
    kinds = kinds_of(channel.kind)
    theirs = sorted((name for name in names if name[0] in kinds), key=lambda name: kinds.index(name[0]))
    last = normal(channel.kind, wrote_from) if wrote_from else None
    if channel.kind not in (*BY_MAIL, *BY_PHONE):
        theirs = [name for name in theirs if name == last]
    return [address for _, address in sorted(theirs, key=lambda name: name != last)]


def _wrote_from(customer: int) -> dict[int, str]:
    """By channel, the address of their last words there."""
    said = Message.objects.filter(ticket__customer=customer, customer=customer, is_trusted=True)
    said = said.filter(direction=Message.Direction.INBOUND)
    last = said.order_by().values("channel").annotate(last=Max("pk")).values("last")
    return dict(Message.objects.filter(pk__in=last).values_list("channel_id", "from_address"))
