"""Whom the customers of waiting tickets spoke with last: they know the matter, and each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.models import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAgent:
    agent: int
    at: datetime


def last_agents(customers: Collection[int], *, minutes: int, now: datetime) -> dict[int, LastAgent]:
    """By customer: who answered them last, on whatever ticket, no longer ago than that."""
    if not minutes or not customers:
        return {}
    answers = Message.objects.filter(
        ticket__customer__in=customers,
        author_kind=Message.AuthorKind.AGENT,
        agent__isnull=False,
        created_at__gt=now - timedelta(minutes=minutes),
        created_at__lte=now,
    )
    last = answers.order_by("ticket__customer", "-created_at", "-pk").distinct("ticket__customer")
    found = last.values_list("ticket__customer", "agent", "created_at")
    return {customer: LastAgent(agent=agent, at=at) for customer, agent, at in found if agent is not None}
