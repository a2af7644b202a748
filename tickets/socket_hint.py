"""That counts may have changed: one hint for all that happens within a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

AFTER = 1.0  # seconds


class Hint:
    def __init__(self, say: Callable[[], Coroutine[None, None, None]]) -> None:
        self._say = say
        self._timer: asyncio.TimerHandle | None = None
        self._saying: asyncio.Task[None] | None = None  # the loop alone would not keep it

    def give_soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(AFTER, self._give)

    def cancel(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _give(self) -> None:
        self._timer = None
        self._saying = asyncio.get_running_loop().create_task(self._say())
