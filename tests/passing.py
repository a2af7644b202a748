"""An event by itself, and time that goes by: what is owed falls due, leases run out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from events import actors
from events.models import Event, Reaction
from events.record import record


def happens(kind: str = "ticket.created", *, ticket_id: int | None = 1, **data: Any) -> Event:
    """An event by itself, with whatever subscribers the test has installed."""
    with transaction.atomic():
        return record(kind, by=actors.SYSTEM, ticket_id=ticket_id, **data)


def make_due(model: Any = Reaction) -> None:
    model.objects.filter(state="pending").update(due_at=Now())


def let_leases_run_out(model: Any = Reaction) -> None:
    model.objects.filter(lease_until__isnull=False).update(lease_until=Now() - timedelta(seconds=1))


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)
