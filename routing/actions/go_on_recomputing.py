from __future__ import annotations

from django.db.models.functions import Now

from events.claims import rearm
from routing.models import Recomputation


def go_on_recomputing(row: Recomputation, *, reached: int, done: int, problem: str = "") -> None:
    """So many tickets more are done, up to this one; due again for the next. Within the row's own work."""
    row.reached, row.done = reached, row.done + done
    row.last_error = problem or row.last_error
    row.save(update_fields=["reached", "done", "last_error"])
    rearm(row, at=Now())
