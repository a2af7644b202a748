from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from helpdesk.celery import app
from helpdesk.lib.queues import BULK, DOORS, FORECASTS, SWEEPS

BEHIND = 5  # as nice(1) counts: who waits for a page goes first


class Command(BaseCommand):
    help = "Do the work that waits: the tasks of all queues, or of those named."

    def add_arguments(self, parser: CommandParser) -> None:
        queues = [app.conf.task_default_queue, DOORS, SWEEPS, BULK, FORECASTS]
        parser.add_argument("--queues", default=",".join(queues), help=f"of {', '.join(queues)}")
        parser.add_argument("--children", type=int, default=3, help="how many tasks at once")

    def handle(self, *args: Any, queues: str, children: int, **options: Any) -> None:
        os.nice(BEHIND)
        name = f"{queues.replace(',', '-')}-{os.getpid()}@{os.uname().nodename}"
        # What waited in the broker while nobody worked is old nudges: the sweep finds what they meant.
        alone = ["--purge", "--without-gossip", "--without-mingle", "--hostname", name]
        app.worker_main(["--quiet", "worker", *alone, "--queues", queues, "--concurrency", str(children)])
