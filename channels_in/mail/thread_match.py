"""Which ticket a mail goes on with, and whether its sender may be believed.

Proof is what only somebody who got our mail can know: a token made for this very sender, or one of our signed
Message-IDs. A stranger who holds the latter joins as another participant. Anything else (the customer's own
Message-IDs, a ticket number) can be guessed or copied: it only lets in who is on the thread already, and
anybody else's mail becomes a new ticket that says what it may belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from channels_in.mail.message_id import key_in
from channels_in.mail.reply_address import claimed_ticket, ticket_of
from channels_in.mail.threads import ticket_number_in, tokens_in
from channels_in.messages import InboundMail
from people.models import Company, Identity
from tickets.models import Channel, Delivery, Message, Participant, Ticket

MAYBE_NUMBERED = re.compile(r"[A-Za-z0-9]-[0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`possible`: what a stranger's mail may belong to. It is shown to agents and changes nothing."""

    ticket: Ticket | None = None
    sender_is_known: bool = False
    possible: Ticket | None = None
    is_forged: bool = False


def match(mail: InboundMail, *, sender: str, channel: Channel, is_forged: bool) -> Match:
    """`is_forged`: the sender failed authentication, so being on the thread counts for nothing."""
    if ticket := _by_token(mail, sender):
        return Match(ticket=ticket, sender_is_known=not is_forged, is_forged=is_forged)
    if ticket := _by_our_id(mail):
        known = not is_forged and is_on(ticket, sender)
        return Match(ticket=ticket, sender_is_known=known, is_forged=is_forged)
    for ticket in _hinted(mail, channel):
        if not is_forged and is_on(ticket, sender):
            return Match(ticket=ticket, sender_is_known=True)
        return Match(possible=ticket, is_forged=is_forged)
    return Match(is_forged=is_forged)


def is_on(ticket: Ticket, address: str) -> bool:
    """The customer at any of their addresses, or somebody on the thread."""
    if not address:
        return False
    own = Identity.objects.filter(customer=ticket.customer_id, kind="mail", address=address.lower())
    return own.exists() or Participant.objects.filter(ticket=ticket, address__iexact=address).exists()


def _by_token(mail: InboundMail, sender: str) -> Ticket | None:
    named = [pk for token in tokens_in(mail) if (pk := ticket_of(token, sender=sender))]
    return Ticket.objects.filter(pk=named[0]).first() if named else None


def _by_our_id(mail: InboundMail) -> Ticket | None:
    keys = [key for message_id in mail.thread_ids if (key := key_in(message_id))]
    if not keys:
        return None
    found = {
        delivery.idempotency_key: delivery.message.ticket
        for delivery in Delivery.objects.filter(idempotency_key__in=keys).select_related("message__ticket")
    }
    return next((found[key] for key in keys if key in found), None)


def _hinted(mail: InboundMail, channel: Channel) -> Iterable[Ticket]:
    """What the mail claims to belong to, likeliest first."""
    if ticket := _by_their_id(mail, channel):
        yield ticket
    number = _numbered(mail.subject)
    claimed = [number] if number else [claimed_ticket(token) for token in tokens_in(mail)[:1]]
    if claimed:
        yield from Ticket.objects.filter(pk__in=claimed)


def _numbered(subject: str) -> int | None:
    """Most subjects hold no number that could be a ticket's: then nobody is asked for our prefix."""
    if not MAYBE_NUMBERED.search(subject):
        return None
    return ticket_number_in(subject, prefix=Company.current().ticket_prefix)


def _by_their_id(mail: InboundMail, channel: Channel) -> Ticket | None:
    """By a mail that came in earlier. One that went to two of our mailboxes is two tickets: ours goes
    first.
    """
    ids = list(mail.thread_ids)
    if not ids:
        return None
    earlier = Message.objects.filter(provider_id__in=ids, direction=Message.Direction.INBOUND)
    found = sorted(
        earlier.select_related("ticket").order_by("-pk")[:200],
        key=lambda message: (message.channel_id != channel.pk, ids.index(message.provider_id)),
    )
    return found[0].ticket if found else None
