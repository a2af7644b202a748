"""Which visitor speaks, and which tickets are theirs."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Concat

from channels_in.hooks.gate import Shut
from channels_in.models import Connection, Visitor, WayBack
from events.horizon import take_cursor
from people.models import Customer
from tickets.models import ChannelKind, Message, Ticket
from tickets.models.ticket_queryset import TicketQuerySet

SAID_TO = KT("recipients__to__0__1")  # where an answer went


def new_token() -> str:
    """256 bits. What a browser keeps; we keep only its hash."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def known_visitor(connection: Connection, token: object) -> Visitor | None:
    if not isinstance(token, str) or not 20 <= len(token) <= 100:
        return None
    found = Visitor.objects.filter(connection=connection, token_hash=hash_of(token), revoked_at=None)
    return found.first()


def visitor_of(connection: Connection, token: object) -> Visitor:
    """Who holds this token, and is still who their site said they are. Shut for anybody else."""
    visitor = known_visitor(connection, token)
    if visitor is None:
        raise Shut(401, "unknown_visitor")
    if not visitor.is_proven:
        raise Shut(401, "identity_expired")
    visitor.connection = connection
    return visitor


def own_tickets(visitor: Visitor) -> TicketQuerySet:
    """Of an anonymous browser what was written in it; of a proven person all that is theirs on this channel,
    from whichever browser. And what a link in a mail has opened here.

    Looked up by addresses: two customers may turn out to be one, and be taken apart again.
    """
    written_here = Message.objects.filter(
        ticket=OuterRef("pk"), direction=Message.Direction.INBOUND, from_address=visitor.own_address
    )
    here = Q(customer__in=_behind(visitor.own_address)) & Q(Exists(written_here))
    led_here = Q(pk__in=WayBack.objects.filter(used_by=visitor).values("ticket"))
    found = _found_by([here, led_here, *_opened_to(visitor)])
    return Ticket.objects.filter(pk__in=found, channel=visitor.connection.channel_id)


def _opened_to(visitor: Visitor) -> list[Q]:
    """Whole, whoever wrote on them: to their proved customer, also by a link that was sent to one."""
    links = WayBack.objects.filter(used_by=visitor).exclude(visitor__subject="")
    opened = [Q(pk__in=links.values("ticket"))]
    if visitor.signed_address:
        opened.append(Q(customer__in=_behind(visitor.signed_address)))
    return opened


def _found_by(ways: list[Q]) -> Any:
    """Ids, each way looked up by itself: asked with "or", all chats there ever were would be gone through."""
    first, *others = (Ticket.objects.of_customers().filter(way).order_by().values("pk") for way in ways)
    return first.union(*others, all=True) if others else first


def _was_away() -> Concat:
    """The address of the visitor whom a link was made for: it opens what that one could read."""
    return Concat(Value("v:"), F("visitor__key"))


@dataclass(frozen=True, slots=True)
class Own:
    """A visitor's tickets, looked up once for all that is told of them: it is not a cheap question."""

    as_of: str  # a snapshot (events/horizon.py) from just before: what commits later is news
    tickets: Sequence[Ticket]  # the newest first; with assignee, team and channel
    elsewhere: Sequence[int]  # of other channels, on which somebody answered them in this chat

    @property
    def ids(self) -> list[int]:
        return [ticket.pk for ticket in self.tickets]

    @property
    def heard(self) -> list[int]:
        return [*self.ids, *self.elsewhere]

    @property
    def current(self) -> Ticket | None:
        """What the chat is about now: the one that goes on, else the last."""
        return next((one for one in self.tickets if one.is_active), next(iter(self.tickets), None))


def own_of(visitor: Visitor) -> Own:
    now = take_cursor()
    mine = own_tickets(visitor).select_related("assignee", "team", "channel").order_by("-pk")
    return Own(now, list(mine), _answered_elsewhere(visitor))


def _answered_elsewhere(visitor: Visitor) -> list[int]:
    """Tickets of other channels that an agent went on with in this chat. Mostly there are none."""
    here = visitor.connection.channel_id
    addresses = [one for one in (visitor.own_address, visitor.signed_address) if one]
    answers = Message.objects.annotate(said_to=SAID_TO).filter(
        ticket=OuterRef("pk"), channel=here, direction=Message.Direction.OUTBOUND, said_to__in=addresses
    )
    theirs = Ticket.objects.filter(Exists(answers), customer__in=customers_of(visitor).values("pk"))
    linked = WayBack.objects.filter(used_by=visitor).exclude(ticket__channel=here)
    found = theirs.exclude(channel=here).values_list("pk").union(linked.values_list("ticket"))
    return [pk for (pk,) in found]


def own_messages(visitor: Visitor, own: Own | None = None) -> QuerySet[Message]:
    """What this visitor may read: their words, and ours that have gone out here. Mail is not shown.

    Agents may take two visitors for one customer, who then has one chat: a browser that proves nothing still
    reads only what was written in it, and to it.
    """
    ours = Q(direction=Message.Direction.OUTBOUND, delivery__status__in=["sent", "delivered", "read"])
    theirs = Q(direction=Message.Direction.INBOUND)
    links = WayBack.objects.filter(used_by=visitor, ticket=OuterRef("ticket")).annotate(away=_was_away())
    linked = links.filter(Q(away=OuterRef("from_address")) | Q(away=OuterRef("said_to")))
    here = Q(from_address=visitor.own_address) | Q(said_to=visitor.own_address) | Exists(linked)
    return Message.objects.annotate(said_to=SAID_TO).filter(
        ours | theirs,
        here | Q(ticket__in=_found_by(_opened_to(visitor))),
        ticket__in=(own or own_of(visitor)).heard,
        channel=visitor.connection.channel_id,
        withdrawn_at=None,
    )


def current_ticket(visitor: Visitor) -> Ticket | None:
    return own_of(visitor).current


def customers_of(visitor: Visitor) -> QuerySet[Customer]:
    addresses = [one for one in (visitor.own_address, visitor.signed_address) if one]
    return Customer.objects.filter(identities__kind=ChannelKind.WEBCHAT, identities__address__in=addresses)


def _behind(address: str) -> QuerySet[Customer, Any]:
    return Customer.objects.filter(identities__kind=ChannelKind.WEBCHAT, identities__address=address).values(
        "pk"
    )


def addresses_behind(visitor: Visitor) -> list[str]:
    """Theirs, and that of whom they were before they came back by a link."""
    links = WayBack.objects.filter(used_by=visitor).annotate(away=_was_away())
    mine = [visitor.own_address, visitor.signed_address, *links.values_list("away", flat=True)]
    return [one for one in mine if one]
