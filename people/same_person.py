"""Two customers who turn out to be one person: a provider named the addresses of both in one breath."""

from __future__ import annotations

from django.db import transaction

from events import actors
from events.record import record
from people.models import Customer, KeptApart


def note_same_person(customer: Customer, twin: Customer) -> None:
    """They are joined by who reacts to it: a joining holds tickets, and here somebody may hold some."""
    if not are_kept_apart(customer.pk, twin.pk):
        with transaction.atomic(savepoint=False):
            record("customer.same_person", by=actors.SYSTEM, customer_id=customer.pk, twin=twin.pk)


def are_kept_apart(one: int, other: int) -> bool:
    return KeptApart.objects.filter(first=min(one, other), second=max(one, other)).exists()
