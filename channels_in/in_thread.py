"""Database work for event loops: in threads that keep their connections, and lose the broken ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
Answer = TypeVar("Answer")


GRACE_SECONDS = 2.0


class DatabaseThreads:
    def __init__(self, most: int = 8) -> None:
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="database")

    async def run(self, work: Callable[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, partial(_connected, partial(work, *args, **kwargs)))

    def stop(self) -> None:
        """Waits for what runs, drops what has not begun, and leaves no connection open."""
        threads = len(self._pool._threads)
        together = Barrier(max(threads, 1))
        for _ in range(threads):
            self._pool.submit(_leave, together)
        self._pool.shutdown(wait=True)


def _leave(together: Barrier) -> None:
    """One for each thread: nobody takes a second one before all have theirs."""
    with suppress(BrokenBarrierError):
        together.wait(GRACE_SECONDS)
    connections.close_all()


def _connected(work: Callable[[], Answer]) -> Answer:
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()
