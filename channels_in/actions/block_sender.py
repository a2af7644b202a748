from __future__ import annotations

from django.db import transaction

from channels_in.models import Block
from events.actors import Actor
from events.record import record
from tickets.models import Ticket
from tickets.ticket_numbers import number_of


@transaction.atomic
def block_sender(value: str, *, by: Actor, reason: str = "") -> bool:
    """An address, or a domain with or without @. False if it is blocked already."""
    value = value.strip().lower()
    kind = Block.Kind.ADDRESS if "@" in value.lstrip("@") else Block.Kind.DOMAIN
    block, created = Block.objects.get_or_create(
        kind=kind, value=value.lstrip("@"), defaults={"reason": reason[:200]}
    )
    if created:
        record("config.changed", by=by, what="block", id=block.pk)
    return created


@transaction.atomic
def block_visitor(address: str, *, by: Actor, ticket: Ticket) -> bool:
    """Who writes under this address of the web chat. `ticket`: where somebody had enough of them."""
    number = number_of(ticket.pk)
    block, created = Block.objects.get_or_create(
        kind=Block.Kind.IDENTITY, value=address.lower(), defaults={"reason": number}
    )
    if created:
        record("config.changed", by=by, what="block", id=block.pk)
    return created


@transaction.atomic
def unblock(block: Block, *, by: Actor) -> None:
    key = block.pk
    block.delete()
    record("config.changed", by=by, what="block", id=key, fields=["removed"])
