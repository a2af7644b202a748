"""Visitors of other people's sites are many: however many come, agents find a thread free."""

from __future__ import annotations

import asyncio
import random
from typing import Any

AT_ONCE, WAITING, SECONDS = 6, 200, 5.0  # requests under /chat/ in this process
PREFIX = "/chat/"


class ByPath:
    def __init__(self, *, prefix: str, there: Any, elsewhere: Any) -> None:
        self.prefix, self.there, self.elsewhere = prefix, there, elsewhere

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        application = self.there if scope["path"].startswith(self.prefix) else self.elsewhere
        await application(scope, receive, send)


class Bulkhead:
    """ASGI middleware. Who has waited too long is told when to come again."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.waiting = 0
        self._turns: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if not scope["path"].startswith(PREFIX):
            await self.application(scope, receive, send)
        elif await self._has_turn():
            try:
                await self.application(scope, receive, send)
            finally:
                self._turn.release()
        else:
            await _refuse(send)

    async def _has_turn(self) -> bool:
        if self.waiting >= WAITING:
            return False
        self.waiting += 1
        try:
            async with asyncio.timeout(SECONDS):
                return await self._turn.acquire()
        except TimeoutError:
            return False
        finally:
            self.waiting -= 1

    @property
    def _turn(self) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        if self._turns is None or self._turns[0] is not loop:
            self._turns = loop, asyncio.Semaphore(AT_ONCE)
        return self._turns[1]


async def _refuse(send: Any) -> None:
    again = str(random.randint(2, 8)).encode()  # noqa: S311 - spreads those who come back
    headers = [
        (b"content-length", b"0"),
        (b"retry-after", again),
        (b"access-control-allow-origin", b"*"),
        (b"content-security-policy", b"default-src 'none'"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
