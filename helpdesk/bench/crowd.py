"""Many open pages in one process of its own: each a web socket that notes what it hears, and when.

`python -m helpdesk.bench.crowd` reads one line of JSON ({"port", "cookies": [one for each socket]}) and says
{"ready": …}. Then it obeys: "leave N" closes the first N sockets, "return" opens them again, "end" tells all.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

AT_ONCE = 20  # handshakes


@dataclass
class Page:
    port: int
    cookie: str
    cursor: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    _socket: ClientConnection | None = None
    _listening: asyncio.Task[None] | None = None

    async def open(self, turn: asyncio.Semaphore) -> None:
        async with turn:
            self._socket = await connect(
                f"ws://127.0.0.1:{self.port}/ws/",
                additional_headers={"Cookie": self.cookie},
                origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
                open_timeout=60,
                compression=None,
            )
            hello = json.loads(await self._socket.recv())
        self.cursor = self.cursor or hello["cursor"]
        self._listening = asyncio.create_task(self._listen(self._socket))

    async def close(self) -> None:
        if self._socket:
            await self._socket.close()
        if self._listening:
            await self._listening

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                at = time.time()
                words = json.loads(text)
                if words["type"] == "changed":
                    kept = {name: words[name] for name in ("kind", "ticket", "event")}
                    self.heard.append({**kept, "at": at})
        except ConnectionClosed:
            pass


async def main() -> None:
    said = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(said)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    asked = json.loads(await said.readline())
    pages = [Page(asked["port"], cookie) for cookie in asked["cookies"]]
    turn = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(page.open(turn) for page in pages))
    _say({"ready": len(pages)})
    away: list[Page] = []
    while (line := (await said.readline()).decode().split()) and line[0] != "end":
        if line[0] == "leave":
            away = pages[: int(line[1])]
            await asyncio.gather(*(page.close() for page in away))
        else:
            await asyncio.gather(*(page.open(turn) for page in away))
        _say({"ready": len(pages)})
    _say([{"heard": page.heard, "cursor": page.cursor} for page in pages])


def _say(words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
