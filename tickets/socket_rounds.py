"""What is done every few seconds for all open sockets of this process at once, not for each of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

Socket = TypeVar("Socket")


class Rounds(Generic[Socket]):
    """Begins with the first socket and ends with the last."""

    def __init__(
        self,
        work: Callable[[Sequence[Socket]], Awaitable[None]],
        *,
        every: float,
        begin: Callable[[], None] = lambda: None,
    ) -> None:
        self._work, self._every, self._begin = work, every, begin
        self._open: set[Socket] = set()
        self._task: asyncio.Task[None] | None = None

    def join(self, socket: Socket) -> None:
        self._open.add(socket)
        task, loop = self._task, asyncio.get_running_loop()
        if task is None or task.done() or task.get_loop() is not loop:
            self._open.intersection_update({socket})  # those of a loop that is gone are gone
            self._begin()
            self._task = loop.create_task(self._go_round())

    def leave(self, socket: Socket) -> None:
        self._open.discard(socket)

    async def _go_round(self) -> None:
        while self._open:
            try:
                await self._work(list(self._open))
            except Exception as error:  # the database is away, a socket has just gone: the next round comes
                log.warning("A round of the open sockets failed: %s", error, exc_info=error)
            await asyncio.sleep(self._every)
