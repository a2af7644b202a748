"""What a visitor reads between the messages: somebody joined, it ended, it goes on, it went out by mail.

Never who handed what to whom, what waits or how urgent it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from channels_in.models import Visitor
from channels_in.webchat.shown import face, stamp
from events.models import Event
from people.models import Agent

LINES = {
    "ticket.assigned": "joined",
    "ticket.resolved": "ended",
    "ticket.reopened": "reopened",
    "messages.passed_on": "by_mail",
}


def lines_of(events: Iterable[Event], visitor: Visitor) -> list[dict[str, Any]]:
    """Of these events, oldest first."""
    told = [event for event in sorted(events, key=lambda one: one.pk) if event.kind in LINES]
    names = Agent.objects.in_bulk({event.data.get("to") for event in told if event.kind == "ticket.assigned"})
    return list(_lines(told, names, visitor))


def first_joins(tickets: QuerySet[Any] | Iterable[int]) -> set[int]:
    """Of each agent on each ticket the first: who gets it back has joined already."""
    seen: dict[tuple[int | None, int], int] = {}
    events = Event.objects.filter(ticket_id__in=tickets, kind="ticket.assigned").order_by("pk")
    for pk, ticket, data in events.values_list("pk", "ticket_id", "data"):
        seen.setdefault((ticket, data.get("to")), pk)
    return set(seen.values())


def _lines(told: list[Event], names: dict[int, Agent], visitor: Visitor) -> Iterator[dict[str, Any]]:
    assigned = (event.ticket_id for event in told if event.kind == "ticket.assigned")
    joins = first_joins({ticket for ticket in assigned if ticket is not None})
    for event in told:
        agent = names.get(event.data.get("to", 0))
        if event.kind == "ticket.assigned" and (agent is None or event.pk not in joins):
            continue
        yield {
            "id": f"e{event.pk}",
            "kind": LINES[event.kind],
            "name": face(agent, visitor)["name"] if agent else "",
            "at": stamp(event.created_at),
        }
