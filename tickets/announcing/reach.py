"""How each of many tickets would be answered now, and which cannot be: as tickets/actions/reply.py would find
for one, in as many queries for 500.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Max, Q
from django.db.models.functions import Least
from django.utils import timezone

from people.identity import BY_MAIL, normal
from people.models import Identity
from tickets.capabilities import capabilities_of
from tickets.late_answers import late_until
from tickets.models import Channel, Message, Ticket, Unreachable
from tickets.opted_out import OPT_IN, OPT_OUT
from tickets.reachability import WISHES, CutOff, reason_among
from tickets.recipients import NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """`shut`: why words cannot go there now, code of tickets/announcing/words.py. A window that has shut may
    be got round by a template.
    """

    ticket: Ticket
    channel: Channel
    address: str
    seen: int  # the customer's newest message
    shut: str = ""


def reaches(tickets: Sequence[Ticket], *, at: datetime | None = None) -> list[Reach]:
    """In their order. With customer and channel."""
    found = _Found(tickets)
    return [found.reach(ticket, at or timezone.now()) for ticket in tickets]


class _Found:
    """All that is known of these tickets' customers."""

    def __init__(self, tickets: Sequence[Ticket]) -> None:
        self._customers = [ticket.customer_id for ticket in tickets]
        self._last = _last_words(tickets)
        self._seen = _newest_words(tickets)
        self._names, self._better = _identities(self._customers)
        self._window = _window_ends(self._customers)
        self._cut_off = _cut_off(self._customers)
        self._wishes = _wishes(self._customers)
        self._late: dict[int, timedelta | None] = {}  # by channel: how long after the end people may answer

    def reach(self, ticket: Ticket, now: datetime) -> Reach:
        last = self._last.get(ticket.pk)
        channel = last.channel if last else ticket.channel
        address = self._address(ticket, last, channel)
        shut = self._why_shut(ticket, channel, address, now)
        seen = self._seen.get(ticket.pk, 0)
        return Reach(ticket=ticket, channel=channel, address=address, seen=seen, shut=shut)

    def _address(self, ticket: Ticket, last: Message | None, channel: Channel) -> str:
        if last and last.from_address:
            better, since = self._better.get((ticket.customer_id, last.from_address.lower()), ("", None))
            proves_itself = last.channel.kind == "mail" and since is not None and last.created_at > since
            return better if better and not proves_itself else last.from_address
        names = self._names[ticket.customer_id]
        same = (address for kind, address in names if kind == channel.kind)
        return next(same, names[0][1] if names else "")

    def _why_shut(self, ticket: Ticket, channel: Channel, address: str, now: datetime) -> str:
        if not channel.is_active:
            return "channel_off"
        if not capabilities_of(channel).carries_words:
            return "spoken_only"
        if not address:
            return "no_address"
        if reason := reason_among(self._cut_off[ticket.customer_id], channel, address):
            return reason
        if channel.kind in WISHES and self._wishes.get((ticket.customer_id, channel.pk, address)):
            return "opted_out"
        return "window_closed" if self._is_shut(ticket, channel, now) else ""

    def _is_shut(self, ticket: Ticket, channel: Channel, now: datetime) -> bool:
        window = capabilities_of(channel).window
        if window is None:
            return False
        last = self._window.get((ticket.customer_id, channel.pk))
        if last is None:
            return True
        end = last + window
        if end > now:
            return False
        if channel.pk not in self._late:
            late = late_until(channel, shut_at=end)
            self._late[channel.pk] = late - end if late else None
        longer = self._late[channel.pk]
        return longer is None or end + longer <= now


def _last_words(tickets: Sequence[Ticket]) -> dict[int, Message]:
    """tickets/recipients.py last_words(), of each."""
    theirs = Message.objects.filter(ticket__in=tickets, direction=Message.Direction.INBOUND)
    believed = theirs.filter(is_auto_reply=False, is_trusted=True, customer=F("ticket__customer"))
    newest = believed.order_by("ticket", "-pk").distinct("ticket").select_related("channel")
    return {one.ticket_id: one for one in newest.defer("text", "html", "extras", "former")}


def _newest_words(tickets: Sequence[Ticket]) -> dict[int, int]:
    theirs = Message.objects.filter(ticket__in=tickets, direction=Message.Direction.INBOUND)
    rows = theirs.filter(is_auto_reply=False).order_by().values("ticket").annotate(newest=Max("pk"))
    return {row["ticket"]: row["newest"] for row in rows}


def _identities(
    customers: Sequence[int],
) -> tuple[Mapping[int, list[tuple[str, str]]], Mapping[tuple[int, str], tuple[str, datetime]]]:
    """What stands for each, oldest first; and what was corrected, with the better one and since when."""
    names: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    better: dict[tuple[int, str], tuple[str, datetime]] = {}
    rows = Identity.objects.filter(customer__in=customers).select_related("replaced_by").order_by("pk")
    for one in rows:
        if one.replaced_by is None:
            if not one.address.endswith(NOWHERE):
                names[one.customer_id].append((one.kind, one.address))
        elif one.kind == "mail" and one.replaced_at:
            better[one.customer_id, one.address] = (one.replaced_by.address, one.replaced_at)
    return names, better


def _window_ends(customers: Sequence[int]) -> dict[tuple[int, int], datetime]:
    """When each wrote last, by channel: tickets/windows.py."""
    theirs = Message.objects.filter(ticket__customer__in=customers, direction=Message.Direction.INBOUND)
    rows = theirs.order_by().values("ticket__customer", "channel")
    lasts = rows.annotate(last=Max(Least("sent_at", "created_at")))
    return {(row["ticket__customer"], row["channel"]): row["last"] for row in lasts}


def _cut_off(customers: Sequence[int]) -> Mapping[int, list[CutOff]]:
    """tickets/reachability.py cut_off_of(), of each: but for who has written there since."""
    known: defaultdict[int, list[CutOff]] = defaultdict(list)
    rows = Unreachable.objects.filter(identity__customer__in=customers).exclude(reason="")
    found = list(rows.select_related("identity", "channel").order_by("pk"))
    wrote = _wrote(found) if found else {}
    for row in found:
        identity = row.identity
        since = wrote.get((identity.customer_id, row.channel_id, identity.kind, identity.address))
        if since is None or since <= row.since:
            known[identity.customer_id].append(
                CutOff(
                    identity=identity.pk,
                    kind=identity.kind,
                    address=identity.address,
                    channel=row.channel_id,
                    channel_kind=row.channel.kind,
                    reason=row.reason,
                )
            )
    return known


def _wrote(found: Sequence[Unreachable]) -> dict[tuple[int, int, str, str], datetime]:
    """When they wrote last from an address by a channel. The date of a mail is anything."""
    theirs = Message.objects.filter(
        ticket__customer__in=[row.identity.customer_id for row in found],
        channel__in=[row.channel_id for row in found],
        direction=Message.Direction.INBOUND,
        is_auto_reply=False,
        is_trusted=True,
    )
    rows = theirs.order_by().values("ticket__customer", "channel", "channel__kind", "from_address")
    lasts: dict[tuple[int, int, str, str], datetime] = {}
    for row in rows.annotate(came=Max("created_at"), said=Max(Least("sent_at", "created_at"))):
        when = row["came"] if row["channel__kind"] in BY_MAIL else row["said"]
        kind, address = normal(row["channel__kind"], row["from_address"])
        key = (row["ticket__customer"], row["channel"], kind, address)
        lasts[key] = max(when, lasts.get(key, when))
    return lasts


def _wishes(customers: Sequence[int]) -> dict[tuple[int, int, str], bool]:
    """tickets/opted_out.py has_opted_out(), by customer, channel and address: the latest word of each."""
    wished = Q(extras__contains=[OPT_OUT]) | Q(extras__contains=[OPT_IN])
    said = Q(direction=Message.Direction.INBOUND) & wished
    rows = Message.objects.filter(ticket__customer__in=customers, channel__kind__in=WISHES)
    rows = rows.filter(said | Q(delivery__reason="opted_out")).select_related("ticket").order_by("pk")
    wishes: dict[tuple[int, int, str], bool] = {}
    for one in rows.only(
        "channel_id", "direction", "from_address", "recipients", "extras", "ticket__customer"
    ):
        is_theirs = one.direction == Message.Direction.INBOUND
        address = one.from_address if is_theirs else one.recipients["to"][0][1]
        wishes[one.ticket.customer_id, one.channel_id, address] = OPT_IN not in one.extras
    return wishes
