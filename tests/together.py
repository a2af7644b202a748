"""Work on several database connections at once: what other processes would do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection

MOST = 40  # connections at a time
PATIENCE = 300  # seconds: on a busy machine everything takes long, and that alone is no failure


def with_own_connection(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connection.close()


def at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start all in the same instant (up to MOST of them); what each returned or raised."""
    barrier = threading.Barrier(min(len(works), MOST))

    def run(number: int, work: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            if number < barrier.parties:
                barrier.wait(PATIENCE)
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(barrier.parties) as pool:
        futures: list[Future[Any]] = [pool.submit(run, n, work) for n, work in enumerate(works)]
        return [future.result(PATIENCE) for future in futures]


def until_somebody_waits(seconds: float = 10) -> None:
    """Until another connection waits for a lock that this one holds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with connection.cursor() as sql:
            sql.execute("select count(*) from pg_locks where pg_backend_pid() = any(pg_blocking_pids(pid))")
            if sql.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")
