"""Whom a reply goes to. Worked out, or checked, when it is written, and frozen into the message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.models import Identity
from tickets.capabilities import capabilities_of
from tickets.changing import customer_words
from tickets.models import Channel, Message, Participant, Ticket
from tickets.refusals import Refused

Recipients = dict[str, list[list[str]]]
FIELDS = ("to", "cc", "bcc")
MOST = 50
NOWHERE = ".invalid"  # RFC 2606: what stands for an address where none was given


def last_words(ticket: Ticket) -> Message | None:
    """The customer's newest message whose sender is who they say they are: we answer where it came from.

    What others on the thread write does not turn our answers to them: they are in copy if somebody said so.
    """
    believed = customer_words(ticket).filter(is_trusted=True, customer=ticket.customer_id)
    return believed.select_related("channel").order_by("-pk").first()


def reply_channel(ticket: Ticket, last: Message | None) -> Channel:
    """Of the two that may be the same, the one that is loaded: the page has it with the ticket, an action
    with the last message.
    """
    same = last is not None and last.channel_id == ticket.channel_id
    loaded = Ticket._meta.get_field("channel").is_cached(ticket)
    return ticket.channel if last is None or (same and loaded) else last.channel


def default_recipients(ticket: Ticket) -> Recipients:
    """The customer where they wrote from last, and everybody on the thread whom an agent accepted."""
    return recipients_after(ticket, last_words(ticket))


def recipients_after(ticket: Ticket, last: Message | None) -> Recipients:
    """The same, for who has the last words in hand."""
    to = _customer_address(ticket, last)
    if to is None:
        raise Refused("no_address")
    recipients: Recipients = {"to": [to]}
    if capabilities_of(reply_channel(ticket, last)).has_recipients:
        accepted = ticket.participants.filter(state=Participant.State.ACCEPTED).order_by("pk")
        if cc := [[one.name, one.address] for one in accepted if one.address.lower() != to[1].lower()]:
            recipients["cc"] = cc
    return recipients


def checked_recipients(given: Mapping[str, Sequence[Sequence[str]]], channel: Channel) -> Recipients:
    """What an agent chose: known fields, addresses that can be sent to, each once, somebody at all."""
    if not capabilities_of(channel).has_recipients:
        raise Refused("no_recipients")
    recipients: Recipients = {}
    seen: set[str] = set()
    for field in FIELDS:
        for name, address in given.get(field, ()):
            _refuse_bad(address)
            if address.lower() not in seen:
                seen.add(address.lower())
                recipients.setdefault(field, []).append([_one_line(name)[:200], address])
    if not recipients.get("to"):
        raise Refused("no_address")
    if len(seen) > MOST:
        raise Refused("too_many_addresses", limit=MOST)
    return recipients


def address_now(last: Message) -> str:
    """Where they wrote from, or what somebody put in its place, unless they have mailed from it since."""
    better = better_addresses(last.customer_id, [last.from_address])
    if known := better.get(last.from_address.lower()):
        address, since = known
        proves_itself = last.channel.kind == "mail" and last.created_at > since
        return last.from_address if proves_itself else address
    return last.from_address


def better_addresses(customer_id: int | None, addresses: Sequence[str]) -> dict[str, tuple[str, datetime]]:
    """Of those addresses that were corrected: the one to use, and since when."""
    known = Identity.objects.filter(customer=customer_id, kind="mail", replaced_by__isnull=False)
    known = known.filter(address__in=[address.lower() for address in addresses])
    rows = known.values_list("address", "replaced_by__address", "replaced_at")
    return {address: (better, since) for address, better, since in rows if since}


def _customer_address(ticket: Ticket, last: Message | None) -> list[str] | None:
    if last and last.from_address:
        return [last.from_name, address_now(last)]
    known = Identity.objects.filter(customer=ticket.customer_id).exclude(address__endswith=NOWHERE)
    known = known.filter(replaced_by=None).order_by("pk")
    identity = known.filter(kind=reply_channel(ticket, last).kind).first() or known.first()
    return [ticket.customer.name, identity.address] if identity else None


def _refuse_bad(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("bad_address", address=address[:100]) from None


def _one_line(text: str) -> str:
    return " ".join(text.split())
