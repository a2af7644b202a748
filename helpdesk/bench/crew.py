"""Several processes that do the same for a while, as workers do; one of them may be killed on the way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier

PATIENCE = 120  # seconds for all to have started


def work_together(
    work: str,
    *,
    workers: int,
    seconds: float,
    kill: bool = False,
    at_start: Callable[[], object] = lambda: None,
) -> None:
    """Each calls `work` (a dotted name) with its number, again and again. Back when all are done.

    `at_start` is called when all are there. `kill`: the first is killed outright a third of the way through.
    """
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(workers + 1)
    crew = [
        context.Process(target=_work, args=(work, number, seconds, ready), daemon=True)
        for number in range(workers)
    ]
    for process in crew:
        process.start()
    ready.wait(PATIENCE)
    at_start()
    ready.wait(PATIENCE)
    if kill:
        time.sleep(seconds / 3)
        os.kill(crew[0].pid or 0, signal.SIGKILL)
    for process in crew:
        process.join(2 * seconds + PATIENCE)


def _work(name: str, number: int, seconds: float, ready: Barrier) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.utils.module_loading import import_string

    work = import_string(name)
    connection.ensure_connection()
    ready.wait(PATIENCE)
    ready.wait(PATIENCE)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        work(number)
