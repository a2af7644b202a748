"""What goes to quarantine instead of to a ticket. Nothing is dropped: a person can release it."""

from __future__ import annotations

from django.db.models import Q

from channels_in.messages import Address, InboundMail
from channels_in.models import Block
from helpdesk.lib.asked_once import asked_once


def why_quarantined(mail: InboundMail, sender: Address, *, is_trusted_answer: bool) -> str:
    """A reason code, or nothing. A known customer's answer on a thread outweighs a filter's guess."""
    if any(one.address and is_blocked(one.address) for one in {mail.sender, sender}):
        return "blocked"
    if mail.is_marked_spam and not is_trusted_answer:
        return "spam"
    return ""


def is_blocked(address: str) -> bool:
    """Blocking a domain blocks what lies below it."""
    if not _anybody_is():
        return False
    address = address.lower()
    domain = address.rpartition("@")[2]
    labels = domain.split(".")
    domains = [".".join(labels[start:]) for start in range(len(labels))]
    return Block.objects.filter(
        Q(kind__in=[Block.Kind.ADDRESS, Block.Kind.IDENTITY], value=address)
        | Q(kind=Block.Kind.DOMAIN, value__in=domains)
    ).exists()


@asked_once
def _anybody_is() -> bool:
    return Block.objects.exists()
