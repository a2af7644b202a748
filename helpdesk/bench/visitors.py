"""Many visitors' pages in one process of its own: each a socket that notes what it hears, and when.

`python -m helpdesk.bench.visitors` reads one line of JSON ({"port", "key", "tokens"}) and says {"ready": …}.
A line that comes back by itself goes on where it was. "back" waits until each has come back once; "end" tells
all.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin

AT_ONCE = 20  # handshakes
BACK_WITHIN = 60.0  # seconds
# Seconds, and a code, as in helpdesk/static/js/widget/line.js.
FIRST_WAIT, LONGEST_WAIT, ANSWER, SPREAD = 0.5, 15.0, 5.0, 2.0
BUSY, BUSY_WAIT = 1013, (2.0, 10.0)


@dataclass
class Page:
    address: str
    origin: str
    token: str
    cursor: str = ""
    heard: dict[str, float] = field(default_factory=dict)  # words → when they first came
    times: dict[str, int] = field(default_factory=dict)  # a message → how often it came as a new one
    ids: dict[str, set[str]] = field(default_factory=dict)
    opened: int = 0

    async def stay(self, turn: asyncio.Semaphore, is_open: asyncio.Event) -> None:
        """As the widget does: away for a while, a little longer each time, never for good. What is not open
        after five seconds is begun anew. Only the first time they come one after the other.
        """
        pause = FIRST_WAIT
        while True:
            is_busy = False
            try:
                if not self.opened:
                    async with turn:
                        socket = await self._open()
                else:
                    socket = await self._open()
                is_open.set()
                pause = FIRST_WAIT
                async for text in socket:
                    self._take(json.loads(text))
            except ConnectionClosed as closed:
                is_busy = closed.rcvd is not None and closed.rcvd.code == BUSY
            except (OSError, WebSocketException, TimeoutError):
                pass
            least, most = BUSY_WAIT if is_busy else (pause, pause + SPREAD)
            await asyncio.sleep(random.uniform(least, most))  # noqa: S311 - a jitter
            pause = min(2 * pause, LONGEST_WAIT)

    async def _open(self) -> ClientConnection:
        async with asyncio.timeout(ANSWER if self.opened else 60):
            socket = await connect(
                self.address, origin=Origin(self.origin), compression=None, open_timeout=None
            )
            try:
                hello = {"type": "hello", "v": 1, "token": self.token, "cursor": self.cursor}
                await socket.send(json.dumps(hello))
                await socket.recv()
                self._take(json.loads(await socket.recv()))
            except asyncio.CancelledError:  # the time is up
                socket.transport.abort()
                raise
        self.opened += 1
        return socket

    def _take(self, words: dict[str, Any]) -> None:
        if words["type"] == "feed":
            self.cursor = words["cursor"]
            for message in words["messages"]:
                self.heard.setdefault(message.get("text", ""), time.time())
                self._count(message)

    def _count(self, message: dict[str, Any]) -> None:
        """One that comes again with the same id is shown once; the same words under two ids are two."""
        known = self.ids.setdefault(message.get("text", ""), set())
        known.add(str(message["id"]))
        self.times[message.get("text", "")] = len(known)


async def main() -> None:
    said = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(said)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    asked = json.loads(await said.readline())
    address = f"ws://127.0.0.1:{asked['port']}/chat/{asked['key']}/socket/"
    origin = f"http://127.0.0.1:{asked['port']}"
    pages = [Page(address, origin, token) for token in asked["tokens"]]
    turn, opened = asyncio.Semaphore(AT_ONCE), [asyncio.Event() for _ in pages]
    staying = [
        asyncio.create_task(page.stay(turn, is_open)) for page, is_open in zip(pages, opened, strict=True)
    ]
    await asyncio.gather(*(is_open.wait() for is_open in opened))
    _say({"ready": len(pages)})
    while (await said.readline()).strip() == b"back":
        await _all_back(pages)
        _say({"ready": sum(page.opened > 1 for page in pages)})
    for task in staying:
        task.cancel()
    _say([{"heard": page.heard, "times": page.times, "opened": page.opened} for page in pages])


async def _all_back(pages: list[Page]) -> None:
    until = time.monotonic() + BACK_WITHIN
    while time.monotonic() < until and any(page.opened < 2 for page in pages):
        await asyncio.sleep(0.1)


def _say(words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
