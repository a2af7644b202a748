"""Many events at once, as record() writes one: for work that is done in portions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from events import push, subscriptions, tasks
from events.actors import Actor
from events.models import Event, Reaction
from events.nudge import nudge


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    kind: str
    by: Actor
    ticket_id: int
    customer_id: int
    data: Mapping[str, Any]
    tell: Sequence[str] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    at: datetime | None = None


def record_all(happened: Sequence[Happened]) -> list[Event]:
    """In this order, in a handful of statements. The caller holds the rows that changed."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record_all() belongs in the transaction of the changes that it records.")
    events = Event.objects.bulk_create([_event(one) for one in happened])
    owed = [
        Reaction(event=event, ticket_id=event.ticket_id, handler=name)
        for event in events
        for name in subscriptions.names_for(event.kind)
    ]
    Reaction.objects.bulk_create(owed)
    for name in {reaction.handler for reaction in owed}:
        nudge(tasks.react, name)
    for event, one in zip(events, happened, strict=True):
        push.after_commit(event, tell=one.tell, facts=one.facts)
    return events


def _event(one: Happened) -> Event:
    return Event(
        kind=one.kind,
        ticket_id=one.ticket_id,
        customer_id=one.customer_id,
        actor_kind=one.by.kind,
        actor_id=one.by.id,
        cause_kind=one.by.cause_kind,
        cause_id=one.by.cause_id,
        data=dict(one.data),
        **({"created_at": one.at} if one.at else {}),
    )
