"""The time that people have added to a promise, as its receipt tells it: who, how much and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.models import Event
from helpdesk.marks.clocks import span_words
from people.models import Agent
from routing.models import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    span: str
    reason: str
    agent: str
    at: datetime


def extensions_of(row: Clock) -> Sequence[Extension]:
    """In the order in which they were given. Asks nothing where there are none."""
    ids = [event for event, _seconds in row.policy_facts.get("extensions", ())]
    if not ids:
        return []
    events = list(Event.objects.filter(pk__in=ids, kind="sla.extended").order_by("pk"))
    names = dict(Agent.objects.filter(pk__in=[event.actor_id for event in events]).values_list("pk", "name"))
    return [
        Extension(
            span=span_words(event.data["seconds"]),
            reason=event.data["reason"],
            agent=names.get(event.actor_id or 0, ""),
            at=event.created_at,
        )
        for event in events
    ]
