"""What workers run. Each task may vanish or come twice: rows remember what is owed."""

from __future__ import annotations

from celery import shared_task

from analytics.actions.ask import ask
from analytics.models import Survey
from events.claims import drain, run
from events.nudge import nudge


@shared_task
def ask_surveys() -> None:
    """By the sweep alone: nobody waits for a survey by the second."""
    rows = Survey.objects.select_related("ticket__channel", "ticket__customer", "agent", "channel")
    if drain(rows, lambda row: run(row, ask)):
        nudge(ask_surveys)
