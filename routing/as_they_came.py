"""Past tickets as they were when they came: what their first decision was made on, and their first words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from people.models import Agent, Team
from routing.models import Decision
from routing.replay import Topic, World
from routing.rules import load_scheme
from routing.snapshot import Snapshot
from routing.snapshots import snapshots_of
from tickets.models import Category, Ticket


def as_they_came(tickets: Sequence[Ticket]) -> dict[int, Snapshot]:
    """Of those that were routed; what was never decided about cannot be replayed."""
    first = Decision.objects.filter(ticket__in=tickets, kind=Decision.Kind.CLASSIFICATION)
    first = first.order_by("ticket_id", "pk").distinct("ticket_id")
    inputs = dict(first.values_list("ticket_id", "inputs"))
    found = [ticket for ticket in tickets if ticket.pk in inputs]
    if not found:
        return {}
    snapshots = snapshots_of(found, at=max(ticket.created_at for ticket in found))
    return {pk: _as_it_came(snapshot, inputs[pk]) for pk, snapshot in snapshots.items()}


def tickets_between(viewer: Agent, *, since: datetime, until: datetime) -> QuerySet[Ticket]:
    """Rules sort what customers write."""
    seen = Ticket.objects.visible_to(viewer).of_customers()
    return seen.filter(created_at__gt=since, created_at__lte=until)


def world() -> World:
    topics = Category.objects.values_list("key", "team_id", "points", "is_active")
    return World(
        teams=frozenset(Team.objects.filter(is_active=True).values_list("pk", flat=True)),
        topics={
            key: Topic(team=team, points=points, is_active=is_active)
            for key, team, points, is_active in topics
        },
        scheme=load_scheme(),
    )


def _as_it_came(snapshot: Snapshot, known: Mapping[str, Any]) -> Snapshot:
    """Files that came later, and a subject that was changed, are taken for what it came with."""
    return replace(
        snapshot,
        customer_tier=known["tier"],
        category=known["category"],
        priority=known["priority"],
        language=known["language"],
        team=known["team"],
        tags=frozenset(known["tags"]),
        status="new",
        is_first_message=True,
        is_reopened=False,
        waiting_minutes=0,
        customer_messages=min(1, snapshot.customer_messages),
    )
