"""What providers tell of a person: they shut us out, or let us in again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events import actors
from events.actors import Actor
from events.record import record
from people.models import Identity
from tickets.customer_tickets import held_of
from tickets.models import Channel, Delivery, Message, Ticket, Unreachable
from tickets.reachability import CUTS_OFF, has_written_since, identity_at
from tickets.recording import record_on


@transaction.atomic
def note_unreachable(
    identity: Identity, *, channel: Channel, reason: str, by: Actor, at: datetime | None = None
) -> bool:
    """False if that is known, or if something newer is known than what was at `at`."""
    was, row = _put(identity, channel, reason, at)
    if row is None or was == reason or has_written_since(row):
        return False
    _say(identity, channel, "ticket.customer_unreachable", by=by, at=at, reason=reason)
    return True


@transaction.atomic
def note_reachable(identity: Identity, *, channel: Channel, by: Actor, at: datetime | None = None) -> bool:
    """The provider says so, or an agent who wants to try. False if nobody thought otherwise."""
    was, row = _put(identity, channel, "", at)
    if row is None or not was:
        return False
    _say(identity, channel, "ticket.customer_reachable", by=by, at=at)
    return True


def note_failure(delivery: Delivery, *, at: datetime | None = None) -> bool:
    """Within the transaction that marks it failed and holds its ticket, which tells the reason already."""
    if delivery.reason not in CUTS_OFF:
        return False
    message = delivery.message
    to = message.recipients.get("to") or [["", ""]]
    identity = identity_at(message.ticket.customer_id, delivery.channel.kind, to[0][1])
    if identity is None:
        return False
    _put(identity, delivery.channel, delivery.reason, max(at or timezone.now(), message.created_at))
    _tell(identity, delivery.channel_id, by=actors.system("delivery", delivery.pk), at=at)
    return True


def _put(
    identity: Identity, channel: Channel, reason: str, at: datetime | None
) -> tuple[str, Unreachable | None]:
    """The reason that held until now, and the row; none if it knows something newer. What is told out of
    order is so recognised, hence a row also of who is reachable.
    """
    since = at or timezone.now()
    row, is_new = Unreachable.objects.select_for_update().get_or_create(
        identity=identity, channel=channel, defaults={"reason": reason, "since": since}
    )
    if is_new:
        return "", row
    if row.since > since:
        return row.reason, None
    was = "" if has_written_since(row) else row.reason
    row.reason, row.since = reason, since
    row.save(update_fields=["reason", "since"])
    return was, row


def _say(
    identity: Identity, channel: Channel, kind: str, *, by: Actor, at: datetime | None, **data: str
) -> None:
    """On the tickets where somebody may be writing to them now."""
    theirs = Message.objects.filter(ticket__customer=identity.customer_id, channel=channel)
    talking = Ticket.objects.active().filter(pk__in=theirs.values("ticket"))
    for ticket in held_of(identity.customer_id, talking):
        record_on(ticket, kind, by=by, at=at, channel=channel.pk, **data)
    _tell(identity, channel.pk, by=by, at=at)


def _tell(identity: Identity, channel: int, *, by: Actor, at: datetime | None) -> None:
    customer = identity.customer_id
    record("customer.reachability_changed", by=by, at=at, customer_id=customer, channel=channel)
