"""Many events at once, as record() writes one: for work that is done in portions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

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
    events = _insert(happened)
    owed = [
        Reaction(event=event, ticket_id=event.ticket_id, handler=name)
        for event in events
        for name in subscriptions.names_for(event)
    ]
    Reaction.objects.bulk_create(owed)
    for name in {reaction.handler for reaction in owed}:
        nudge(tasks.react, name)
    for event, one in zip(events, happened, strict=True):
        push.after_commit(event, tell=one.tell, facts=one.facts)
    return events


def _insert(happened: Sequence[Happened]) -> list[Event]:
    """One statement with one JSON document, which costs Python far less than a column of values each.

    Ids are drawn row by row in the order given, so the sorted ids are those of the events in that order.
    """
    if not happened:
        return []
    rows = [_row(number, one) for number, one in enumerate(happened)]
    with connection.cursor() as sql:
        sql.execute(
            "insert into events_event (kind, ticket_id, customer_id, actor_kind, actor_id, cause_kind, "
            "cause_id, data, created_at) "
            "select kind, ticket, customer, actor_kind, actor, cause_kind, cause, data, "
            "coalesce(at, statement_timestamp()) "
            "from jsonb_to_recordset(%s::jsonb) as v(n int, kind text, ticket bigint, customer bigint, "
            "actor_kind text, actor bigint, cause_kind text, cause bigint, data jsonb, at timestamptz) "
            "order by n returning id",
            [json.dumps(rows)],
        )
        ids = sorted(pk for (pk,) in sql.fetchall())
    return [
        Event(
            pk=pk,
            kind=one.kind,
            ticket_id=one.ticket_id,
            customer_id=one.customer_id,
            cause_kind=one.by.cause_kind,
            data=dict(one.data),
        )
        for pk, one in zip(ids, happened, strict=True)
    ]


def _row(number: int, one: Happened) -> dict[str, Any]:
    return {
        "n": number,
        "kind": one.kind,
        "ticket": one.ticket_id,
        "customer": one.customer_id,
        "actor_kind": str(one.by.kind),
        "actor": one.by.id,
        "cause_kind": one.by.cause_kind,
        "cause": one.by.cause_id,
        "data": dict(one.data),
        "at": one.at.isoformat() if one.at else None,
    }
