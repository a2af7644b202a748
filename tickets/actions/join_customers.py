from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from events.actors import Actor
from events.models import ActorKind
from events.record import record
from people.actions.change_customer import record_tier
from people.models import Customer, Identity, KeptApart, SaidAddress
from people.refusals import Refused as RefusedOfPeople
from tickets.gathering import HappenedOn
from tickets.joining_sets import beside_a_newer_session, both_held, held_tickets
from tickets.models import Joining, Message, Status, Ticket
from tickets.models.ticket import ACTIVE_ROWS
from tickets.recording_all import record_on_all
from tickets.refusals import Refused

FILLS = ("name", "own_tier", "organisation_id", "language", "time_zone")


@transaction.atomic
def join_customers(
    twin: Customer,
    *,
    into: Customer,
    by: Actor,
    reason: Joining.Reason = Joining.Reason.BY_HAND,
    at: datetime | None = None,
) -> Joining:
    """They are one person: all that is the twin's becomes `into`'s, and the row knows what it was."""
    if twin.pk == into.pk:
        raise RefusedOfPeople("same_customer")
    both_held(twin, into)
    if twin.joined_into_id or into.joined_into_id:
        raise Refused("joined_already")
    sessions = Q(customer=into) & ACTIVE_ROWS & Q(is_session=True)
    tickets = held_tickets(Q(customer=twin) | sessions)
    theirs = [one for one in tickets if one.customer_id == twin.pk]
    outside = beside_a_newer_session(tickets)
    former = {one.pk: str(one.tier) for one in (twin, into)}
    joining = Joining.objects.create(
        kept=into,
        twin=twin,
        reason=reason,
        agent_id=by.id if by.kind == ActorKind.AGENT else None,
        identities=_moved(Identity, twin, into),
        said_addresses=_moved(SaidAddress, twin, into),
        messages=_moved(Message, twin, into),
        tickets=[one.pk for one in theirs],
        out_of_session=[one.pk for one in outside],
        filled=_fill(into, twin),
        joined_at=at or timezone.now(),
    )
    Ticket.objects.filter(pk__in=joining.out_of_session).update(is_session=False)
    Ticket.objects.filter(pk__in=joining.tickets).update(customer=into, version=F("version") + 1)
    Customer.objects.filter(pk=twin.pk).update(joined_into=into, version=F("version") + 1)
    KeptApart.objects.filter(first_id=min(twin.pk, into.pk), second_id=max(twin.pk, into.pk)).delete()
    react_as(joining.messages, twin.pk, into.pk)
    _tell(joining, theirs, by=by, at=at)
    for customer in (twin, into):  # the tickets of both are worth the same from now on
        if theirs or customer is into:
            record_tier(into.pk, former[customer.pk], str(into.tier), by=by, at=at)
    return joining


def _moved(model: type[Identity | SaidAddress | Message], twin: Customer, into: Customer) -> list[int]:
    """What both of them said is there once already."""
    rows = model._default_manager.filter(customer=twin)
    if model is SaidAddress:
        known = Identity.objects.filter(customer=into).values_list("kind", "address")
        said = SaidAddress.objects.filter(customer=into).values_list("kind", "address")
        doubles = {*known, *said}
        names = rows.values_list("pk", "kind", "address")
        rows = rows.filter(pk__in=[pk for pk, *name in names if tuple(name) not in doubles])
    moved = list(rows.order_by("pk").values_list("pk", flat=True))
    model._default_manager.filter(pk__in=moved).update(customer=into)
    return moved


def _fill(into: Customer, twin: Customer) -> dict[str, object]:
    """What we do not know of the one we may know of the other; nothing is overwritten."""
    filled = {name: getattr(twin, name) for name in FILLS if getattr(twin, name) and not getattr(into, name)}
    for name, value in filled.items():
        setattr(into, name, value)
    into.version += 1
    into.save(update_fields=[*filled, "version"])
    return filled


def react_as(messages: Sequence[int], was: int, now: int) -> None:
    """An emoji is its author's, who may take it back: they go by the id that they have now."""
    theirs = Message.objects.filter(reactions__contains=[{"by": "customer", "who": was}])
    near = Message.objects.filter(pk__in=messages).values("ticket")
    for message in theirs.filter(ticket__in=near).select_for_update(no_key=True):
        message.reactions = [
            {**one, "who": now} if (one["by"], one["who"]) == ("customer", was) else one
            for one in message.reactions
        ]
        message.save(update_fields=["reactions"])


def _tell(joining: Joining, theirs: Sequence[Ticket], *, by: Actor, at: datetime | None) -> None:
    """Their open tickets say it; the others are shown anew with their customer."""
    data = {"customer": joining.twin_id, "joining": joining.pk, "moved": True}
    happened = []
    for ticket in theirs:
        ticket.customer_id = joining.kept_id
        if ticket.status != Status.CLOSED:
            happened.append(HappenedOn(ticket=ticket, kind="ticket.customer_joined", by=by, at=at, data=data))
    record_on_all(happened)
    told: dict[str, Any] = {"twin": joining.twin_id, "joining": joining.pk}
    record("customer.joined", by=by, at=at, customer_id=joining.kept_id, **told)
