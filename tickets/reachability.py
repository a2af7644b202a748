"""Which of a customer's addresses cannot be written to, by which channel, and why.

What a provider told holds until the person writes there again. The wish to get no more text messages does
not: only the word that takes it back lifts it (tickets/opted_out.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import Least

from people.identity import BY_MAIL, normal
from people.models import Identity
from tickets.models import Channel, ChannelKind, Message, Unreachable
from tickets.opted_out import has_opted_out

# Codes of tickets/delivery_reasons.py after which nobody need try again.
CUTS_OFF = frozenset(
    {
        "blocked",
        "gone",
        "landline",
        "must_write_first",
        "no_such_address",
        "no_such_domain",
        "not_reachable_there",
    }
)
WISHES = (ChannelKind.SMS,)  # kinds where a customer can say that they want no more messages


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    identity: int
    kind: str
    address: str
    channel: int
    channel_kind: str
    reason: str


def cut_off_of(customer: int) -> list[CutOff]:
    """All that is known of a customer. Mostly nothing, and then it is one query."""
    rows = Unreachable.objects.filter(identity__customer=customer).exclude(reason="")
    rows = rows.select_related("identity", "channel")
    return [
        CutOff(
            identity=row.identity_id,
            kind=row.identity.kind,
            address=row.identity.address,
            channel=row.channel_id,
            channel_kind=row.channel.kind,
            reason=row.reason,
        )
        for row in rows.order_by("pk")
        if not has_written_since(row)
    ]


def reason_among(known: Iterable[CutOff], channel: Channel, address: str) -> str:
    """Why that address cannot be reached by that channel; empty: as far as anybody knows it can. A mail
    address that does not exist does not exist for any of our mailboxes.
    """
    kind, kept = normal(channel.kind, address)
    for one in known:
        is_same_way = one.channel == channel.pk or {one.channel_kind, channel.kind} <= set(BY_MAIL)
        if (one.kind, one.address) == (kind, kept) and is_same_way:
            return one.reason
    return ""


def why_cut_off(customer: int, channel: Channel, address: str) -> str:
    """Code of tickets/delivery_reasons.py, or nothing."""
    if reason := reason_among(cut_off_of(customer), channel, address):
        return reason
    is_wished = channel.kind in WISHES and has_opted_out(address, customer=customer, channel=channel.pk)
    return "opted_out" if is_wished else ""


def identity_at(customer: int, channel_kind: str, address: str) -> Identity | None:
    kind, kept = normal(channel_kind, address)
    return Identity.objects.filter(customer=customer, kind=kind, address=kept).first()


def has_written_since(row: Unreachable) -> bool:
    """By that channel and from that address: then it takes messages again. The date of a mail is anything."""
    when: Any = F("created_at") if row.channel.kind in BY_MAIL else Least("sent_at", "created_at")
    later = Message.objects.annotate(when=when).filter(
        ticket__customer=row.identity.customer_id,
        channel=row.channel_id,
        direction=Message.Direction.INBOUND,
        is_auto_reply=False,
        is_trusted=True,
        when__gt=row.since,
    )
    theirs = (row.identity.kind, row.identity.address)
    said = later.order_by().values_list("from_address", flat=True).distinct()
    return any(normal(row.channel.kind, address) == theirs for address in said)
