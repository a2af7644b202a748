from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from helpdesk.celery import app
from helpdesk.lib.queues import LEARNING

BEHIND = 8  # as nice(1) counts: after those who work for customers
THREADS = 2  # a lesson runs elsewhere and takes minutes; new tickets are looked at meanwhile


class Command(BaseCommand):
    help = "Learn from sorted tickets and look at new ones: the one process with a learner's libraries."

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(BEHIND)
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        name = f"learner-{os.getpid()}@{os.uname().nodename}"
        alone = ["--purge", "--without-gossip", "--without-mingle", "--hostname", name]
        pool = ["--pool", "threads", "--concurrency", str(THREADS)]
        app.worker_main(["--quiet", "worker", *alone, "--queues", LEARNING, *pool])
