"""Which ticket a mail goes on with, and whether its sender may be believed.

Proof is what only somebody who got our mail can know: a token made for this very sender, or one of our signed
Message-IDs. A stranger who holds the latter joins as another participant. Anything else (the customer's own
Message-IDs, a ticket number) can be guessed or copied: it only lets in who is on the thread already, and
anybody else's mail becomes a new ticket that says what it may belong to.

Being on the thread is not being believed: anybody gets there by a Cc, also one in a forged mail. Believed are
the customer and those whom an agent accepted; by the number alone, which is easily guessed, only if our own
mail server has authenticated them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Q

from channels_in.mail.message_id import key_in
from channels_in.mail.reply_address import claimed_ticket, ticket_of
from channels_in.mail.threads import ticket_number_in, tokens_in
from channels_in.messages import InboundMail
from people.models import Company, Identity
from tickets.models import Channel, Delivery, Message, Participant, Ticket

MOST_IDS = 60  # of a long thread that are looked up
OLDEST_IDS = 10
MOST_EARLIER = 200
MAYBE_NUMBERED = re.compile(r"[A-Za-z0-9]-[0-9]")


class Place(Enum):
    IN_COPY = "in_copy"  # on the thread, and sent nothing until an agent accepts them
    BELIEVED = "believed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`possible`: what a stranger's mail may belong to. It is shown to agents and changes nothing."""

    ticket: Ticket | None = None
    sender_is_known: bool = False
    place: Place | None = None
    possible: Ticket | None = None
    is_forged: bool = False


def match(
    mail: InboundMail,
    *,
    sender: str,
    channel: Channel,
    is_forged: bool,
    is_hearsay: bool = False,
    is_authentic: bool = False,
) -> Match:
    """`is_forged`: the sender failed authentication, so being on the thread counts for nothing. As little
    counts `is_hearsay`: a stranger's mail says that it is from them. `is_authentic`: the sender passed.
    """
    if ticket := _by_token(mail, sender):
        return Match(ticket=ticket, sender_is_known=not is_forged, is_forged=is_forged)
    nobody = is_forged or is_hearsay
    if ticket := _by_our_id(mail):
        place = None if nobody else place_on(ticket, sender)
        return Match(ticket=ticket, sender_is_known=place is Place.BELIEVED, place=place, is_forged=is_forged)
    possible = None
    for ticket, is_guessable in _hinted(mail, channel):
        if not nobody and (place := place_on(ticket, sender)):
            is_known = place is Place.BELIEVED and (is_authentic or not is_guessable)
            return Match(ticket=ticket, sender_is_known=is_known, place=place)
        possible = possible or ticket
    return Match(possible=possible, is_forged=is_forged)


def place_on(ticket: Ticket, address: str) -> Place | None:
    """The customer at any of their addresses, or somebody on the thread."""
    if not address:
        return None
    if Identity.objects.filter(customer=ticket.customer_id, kind="mail", address=address.lower()).exists():
        return Place.BELIEVED
    there = Participant.objects.filter(ticket=ticket, address__iexact=address).first()
    if there is None:
        return None
    return Place.BELIEVED if there.state == Participant.State.ACCEPTED else Place.IN_COPY


def _by_token(mail: InboundMail, sender: str) -> Ticket | None:
    named = [pk for token in tokens_in(mail) if (pk := ticket_of(token, sender=sender))]
    return Ticket.objects.of_customers().filter(pk=named[0]).first() if named else None


def _by_our_id(mail: InboundMail) -> Ticket | None:
    keys = [key for message_id in mail.thread_ids if (key := key_in(message_id))]
    if not keys:
        return None
    found = {
        delivery.idempotency_key: delivery.message.ticket
        for delivery in Delivery.objects.filter(idempotency_key__in=keys).select_related("message__ticket")
    }
    return next((found[key] for key in keys if key in found), None)


def _hinted(mail: InboundMail, channel: Channel) -> Iterable[tuple[Ticket, bool]]:
    """What the mail claims to belong to, likeliest first, and whether anybody could have guessed it."""
    for ticket in _by_their_ids(mail, channel):
        yield ticket, False
    number = _numbered(mail.subject)
    claimed = [number] if number else [claimed_ticket(token) for token in tokens_in(mail)[:1]]
    if claimed:
        for ticket in Ticket.objects.filter(pk__in=claimed).select_related("parent"):
            yield ticket.parent or ticket, True  # what customers are told by mistake means their own


def _numbered(subject: str) -> int | None:
    """Most subjects hold no number that could be a ticket's: then nobody is asked for our prefix."""
    if not MAYBE_NUMBERED.search(subject):
        return None
    return ticket_number_in(subject, prefix=Company.current().ticket_prefix)


def _by_their_ids(mail: InboundMail, channel: Channel) -> Iterable[Ticket]:
    """By mails that came in earlier. One that went to two of our mailboxes is two tickets: ours goes first.

    Several also if somebody has written another's Message-ID on a mail of their own.
    """
    ids = _nearest(mail.thread_ids)
    if not ids:
        return
    written_outside = Q(direction=Message.Direction.OUTBOUND, delivery=None)
    earlier = Message.objects.filter(
        Q(direction=Message.Direction.INBOUND) | written_outside, provider_id__in=ids
    )
    found = sorted(
        earlier.select_related("ticket").order_by("-pk")[:MOST_EARLIER],
        key=lambda message: (message.channel_id != channel.pk, ids.index(message.provider_id)),
    )
    yield from {message.ticket_id: message.ticket for message in found}.values()


def _nearest(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The newest and the oldest of a long thread: Postgres uses its index for up to a hundred."""
    return ids if len(ids) <= MOST_IDS else (*ids[: MOST_IDS - OLDEST_IDS], *ids[-OLDEST_IDS:])
