"""How often changed opening hours have moved a promise, as its receipt tells it.

Kept in `policy_facts.moved`: [the event of the change, the deadline before, the deadline after].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.models import ActorKind, Event
from people.models import Agent
from routing.models import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    at: datetime
    old: datetime
    new: datetime
    agent: str  # who changed them; "" where a file did


def moves_of(row: Clock) -> Sequence[Moved]:
    """In order. Asks nothing where there are none."""
    stored = row.policy_facts.get("moved", ())
    events = Event.objects.in_bulk([event for event, _old, _new in stored]) if stored else {}
    people = {one.actor_id for one in events.values() if one.actor_kind == ActorKind.AGENT}
    names = dict(Agent.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    return [
        Moved(
            at=events[event].created_at,
            old=datetime.fromisoformat(old),
            new=datetime.fromisoformat(new),
            agent=names.get(events[event].actor_id or 0, ""),
        )
        for event, old, new in stored
        if event in events
    ]
