from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from events.actors import Actor
from events.models import ActorKind
from events.record import record
from people.actions.change_customer import record_tier
from people.actions.keep_apart import keep_apart
from people.models import Customer, Identity, SaidAddress
from tickets.actions.join_customers import react_as
from tickets.gathering import HappenedOn
from tickets.joining_sets import (
    begun_by,
    beside_a_newer_session,
    both_held,
    held_tickets,
    names_of,
    written_from,
)
from tickets.models import Joining, Message, Status, Ticket
from tickets.models.ticket import ACTIVE_ROWS
from tickets.recording_all import record_on_all
from tickets.refusals import Refused


@transaction.atomic
def part_customers(joining: Joining, *, by: Actor, at: datetime | None = None) -> Customer:
    """Undo a joining: each has again what was theirs, and what came since goes by the address it came from.

    The twin. They are not joined by themselves again.
    """
    kept, twin = _holder_of(joining), joining.twin
    both_held(kept, twin)
    joining.refresh_from_db(from_queryset=Joining.objects.select_for_update())
    if joining.undone_at or kept.joined_into_id:
        raise Refused("parted_already" if joining.undone_at else "joined_already")
    former = str(kept.tier)
    moved = _hand_back(joining, kept, twin)
    if kept.pk == joining.kept_id:
        _unfill(joining, kept)
    Customer.objects.filter(pk=twin.pk).update(joined_into=None, version=F("version") + 1)
    joining.undone_at = at or timezone.now()
    joining.undone_by_id = by.id if by.kind == ActorKind.AGENT else None
    joining.save(update_fields=["undone_at", "undone_by"])
    keep_apart(kept, twin, by=by, at=at)
    _tell(joining, kept, twin, moved, by=by, at=at)
    record_tier(kept.pk, former, str(kept.tier), by=by, at=at)
    record_tier(twin.pk, former, str(twin.tier), by=by, at=at)
    return twin


def _holder_of(joining: Joining) -> Customer:
    """Who has their things now: the one that was kept may have been joined into another since."""
    holder = Customer.objects.get(pk=joining.kept_id)
    while holder.joined_into_id:
        holder = Customer.objects.get(pk=holder.joined_into_id)
    return holder


def _hand_back(joining: Joining, kept: Customer, twin: Customer) -> list[Ticket]:
    """What was handed on since, by another joining that was undone, is not `kept`'s any more and stays."""
    Identity.objects.filter(pk__in=joining.identities, customer=kept).update(customer=twin)
    SaidAddress.objects.filter(pk__in=joining.said_addresses, customer=kept).update(customer=twin)
    names = names_of(joining.identities)
    said = sorted({*joining.messages, *written_from(kept.pk, names)})
    begun = begun_by(kept.pk, said, apart_from=joining.tickets)
    own = Q(pk__in=[*joining.tickets, *begun]) | Q(parent__in=[*joining.tickets, *begun])
    both = Q(customer=kept) & (own | (ACTIVE_ROWS & Q(channel__in=_channels_of(joining))))
    tickets = held_tickets(both)
    Message.objects.filter(pk__in=said, customer=kept).update(customer=twin)
    theirs = [one for one in tickets if {one.pk, one.parent_id} & {*joining.tickets, *begun}]
    Ticket.objects.filter(pk__in=[one.pk for one in theirs]).update(
        customer=twin, version=F("version") + 1, is_session=False
    )
    sessions = {one.pk for one in theirs if one.is_session} | set(joining.out_of_session)
    for ticket in theirs:
        ticket.customer_id = twin.pk
    _back_in_session(tickets, sessions)
    react_as(said, kept.pk, twin.pk)
    return theirs


def _channels_of(joining: Joining) -> list[int]:
    beside = Ticket.objects.filter(pk__in=joining.out_of_session)
    return list(beside.order_by().values_list("channel", flat=True).distinct())


def _back_in_session(tickets: Sequence[Ticket], sessions: Iterable[int]) -> None:
    """Each of the two has one at a time on such a channel again: their newest, should there be several."""
    for ticket in tickets:
        ticket.is_session = ticket.is_session or ticket.pk in set(sessions)
    by_customer: dict[int, list[Ticket]] = {}
    for ticket in tickets:
        by_customer.setdefault(ticket.customer_id, []).append(ticket)
    beside = {one.pk for found in by_customer.values() for one in beside_a_newer_session(found)}
    Ticket.objects.filter(pk__in=beside).update(is_session=False)
    back = [one.pk for one in tickets if one.is_session and one.pk not in beside]
    Ticket.objects.filter(pk__in=back).update(is_session=True)


def _unfill(joining: Joining, kept: Customer) -> None:
    """What somebody has changed since is theirs."""
    back = [name for name, value in joining.filled.items() if getattr(kept, name) == value]
    for name in back:
        setattr(kept, name, None if name == "organisation_id" else "")
    kept.version += 1
    kept.save(update_fields=[*back, "version"])


def _tell(
    joining: Joining,
    kept: Customer,
    twin: Customer,
    moved: Sequence[Ticket],
    *,
    by: Actor,
    at: datetime | None,
) -> None:
    data = {"customer": twin.pk, "joining": joining.pk, "moved": True}
    open_ones = [one for one in moved if one.status != Status.CLOSED]
    record_on_all(
        [HappenedOn(ticket=one, kind="ticket.customer_parted", by=by, at=at, data=data) for one in open_ones]
    )
    for customer, other in ((kept, twin), (twin, kept)):
        told: dict[str, Any] = {"twin": other.pk, "joining": joining.pk}
        record("customer.parted", by=by, at=at, customer_id=customer.pk, **told)
