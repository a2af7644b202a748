from __future__ import annotations

from collections.abc import Sequence

from django.db.models.functions import Now

from events.claims import rearm
from events.database_time import database_time
from routing.models import DryRun, DryRunChange


def go_on_with_dry_run(row: DryRun, tickets: Sequence[int], changes: Sequence[DryRunChange]) -> None:
    """These are done; due again unless they were the last. Within the row's own work."""
    DryRunChange.objects.bulk_create(changes, batch_size=1_000)
    row.done += len(tickets)
    row.changed += len(changes)
    if tickets:
        row.reached = tickets[-1]
    is_over = not tickets or row.done >= row.total
    row.finished_at = database_time() if is_over else None
    row.save(update_fields=["done", "replayed", "changed", "unmatched", "loads", "reached", "finished_at"])
    if not is_over:
        rearm(row, at=Now())
