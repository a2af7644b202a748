"""Many visitors' pages in one process of its own: each a socket that notes what it hears, and when.

`python -m helpdesk.bench.visitors` reads one line of JSON ({"port", "key", "tokens"}) and says {"ready": …}.
A line that comes back by itself goes on where it was. "end" tells all.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

AT_ONCE = 20  # handshakes


@dataclass
class Page:
    address: str
    origin: str
    token: str
    cursor: str = ""
    heard: dict[str, float] = field(default_factory=dict)  # words → when they came
    opened: int = 0

    async def stay(self, turn: asyncio.Semaphore, is_open: asyncio.Event) -> None:
        """As the widget does: away for a while, a little longer each time, never for good."""
        pause = 0.5
        while True:
            try:
                async with connect(
                    self.address, origin=Origin(self.origin), compression=None, open_timeout=60
                ) as socket:
                    async with turn:
                        hello = {"type": "hello", "v": 1, "token": self.token, "cursor": self.cursor}
                        await socket.send(json.dumps(hello))
                        await socket.recv()
                        self._take(json.loads(await socket.recv()))
                    self.opened += 1
                    is_open.set()
                    pause = 0.5
                    async for text in socket:
                        self._take(json.loads(text))
            except (OSError, WebSocketException, TimeoutError):
                pass
            await asyncio.sleep(pause * random.uniform(1, 1.3))  # noqa: S311 - a jitter
            pause = min(2 * pause, 15)

    def _take(self, words: dict[str, Any]) -> None:
        if words["type"] == "feed":
            self.cursor = words["cursor"]
            for message in words["messages"]:
                self.heard.setdefault(message.get("text", ""), time.time())


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
    await said.readline()
    for task in staying:
        task.cancel()
    _say([{"heard": page.heard, "opened": page.opened} for page in pages])


def _say(words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
