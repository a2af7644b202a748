"""What happened, and what must follow from it, written together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from events import push, subscriptions, tasks
from events.actors import Actor
from events.models import Event, Reaction
from events.nudge import nudge


def record(  # noqa: PLR0913 - an event has these parts
    kind: str,
    *,
    by: Actor,
    ticket_id: int | None = None,
    customer_id: int | None = None,
    agent_id: int | None = None,
    tell: Sequence[str] = (),
    facts: dict[str, object] | None = None,
    at: datetime | None = None,
    **data: Any,
) -> Event:
    """Write the event and what it is owed into the caller's transaction; wake workers and browsers after it.

    The caller holds the lock of the row that changed, so one subject's events commit in the order of ids.
    `tell`: the socket groups that hear of it. `facts`: what they hear besides ids and kind.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs in the transaction of the change that it records.")
    event = Event.objects.create(
        kind=kind,
        ticket_id=ticket_id,
        customer_id=customer_id,
        agent_id=agent_id,
        actor_kind=by.kind,
        actor_id=by.id,
        cause_kind=by.cause_kind,
        cause_id=by.cause_id,
        data=data,
        **({"created_at": at} if at else {}),
    )
    handlers = subscriptions.names_for(event)
    Reaction.objects.bulk_create(
        Reaction(event=event, ticket_id=ticket_id, handler=name) for name in handlers
    )
    for name in handlers:
        nudge(tasks.react, name)
    push.after_commit(event, tell=tell, facts=facts or {})
    return event
