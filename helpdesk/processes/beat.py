"""The clock of the whole installation. Its table stays in memory: at most minutes lie between two runs."""

from __future__ import annotations

from typing import Any

from celery.beat import ScheduleEntry, Scheduler
from django.conf import settings

from events import nudge
from helpdesk.celery import WAITS
from helpdesk.processes import alive


class AliveScheduler(Scheduler):
    def tick(self, *args: Any, **kwargs: Any) -> float:
        alive.touch(settings.DATA_DIR, "beat")
        return float(super().tick(*args, **kwargs))

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Not while the last one waits for a worker: in a queue of runs too old to be done, none is done."""
        if nudge.take_turn(entry.task or "", seconds=WAITS):
            super().apply_entry(entry, producer)
