"""The clock of the whole installation. Its table stays in memory: at most minutes lie between two runs."""

from __future__ import annotations

from typing import Any

from celery.beat import Scheduler
from django.conf import settings

from helpdesk.processes import alive


class AliveScheduler(Scheduler):
    def tick(self, *args: Any, **kwargs: Any) -> float:
        alive.touch(settings.DATA_DIR, "beat")
        return float(super().tick(*args, **kwargs))
