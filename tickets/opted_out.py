"""Who wants no more messages on a channel: what they said last, or what the provider told when we tried."""

from __future__ import annotations

from django.db.models import Q

from tickets.models import Message

OPT_OUT, OPT_IN = {"kind": "opt_out"}, {"kind": "opt_in"}  # among the extras of a message


def has_opted_out(address: str, *, customer: int, channel: int) -> bool:
    theirs = Message.objects.filter(ticket__customer=customer, channel=channel)
    wished = Q(extras__contains=[OPT_OUT]) | Q(extras__contains=[OPT_IN])
    said = Q(direction=Message.Direction.INBOUND, from_address=address) & wished
    told = Q(delivery__reason="opted_out", recipients__to__0__1=address)
    latest = theirs.filter(said | told).order_by("-pk").first()
    return latest is not None and OPT_IN not in latest.extras
