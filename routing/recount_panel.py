"""What hangs on opening hours, as their page says it: how many promises a change moves, and how far it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import Reaction
from routing.models import Recomputation
from routing.recompute import affected

RECOUNTER = "routing.handlers.recompute_clocks"  # as its reactions are called
SAID_FOR = timedelta(minutes=10)  # how long the page says that it is done

State = Recomputation.State


def recount_of(calendar_id: int) -> dict[str, Any]:
    """`stands`: waiting or counting (ask again), stopped, done, or idle."""
    latest = Recomputation.objects.filter(what=Recomputation.What.CALENDAR, subject=calendar_id)
    row = latest.order_by("-pk").first()
    return {"stands": _stands(row, calendar_id), "row": row, "affected": affected(calendar_id)}


def _stands(row: Recomputation | None, calendar_id: int) -> str:
    owed = Reaction.objects.filter(handler=RECOUNTER, event__data__calendar=calendar_id)
    if owed.filter(state=Reaction.State.PENDING).exists():
        return "waiting"
    if row is None:
        return "idle"
    if row.state == State.PENDING:
        return "counting"
    if row.state == State.DEAD:
        return "stopped"
    lately = row.due_at is not None and timezone.now() - row.due_at < SAID_FOR
    return "done" if lately else "idle"
