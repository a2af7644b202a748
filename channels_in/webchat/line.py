"""One visitor's socket: what it has been told, and a writer that tells it what is new."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from channels_in.webchat.shown import writer_shown

Send = Callable[[dict[str, Any]], Awaitable[None]]
PATIENCE = 10.0  # seconds for a browser to take a frame: then it is gone
STUCK = 1013


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rounds look over: visitor, connection, and the ticket in which they wait."""

    visitor: int
    connection: int
    ticket: int | None


@dataclass(eq=False)
class Line:
    send: Send
    visitor_id: int
    connection_id: int
    network: str
    addresses: Sequence[str]
    shows_agent: str
    cursor: str = ""
    tickets: set[int] = field(default_factory=set)
    elsewhere: set[int] = field(default_factory=set)
    ticket: int | None = None  # the one that goes on
    is_waiting: bool = False
    visible: bool = True
    stood: Any = None
    is_closed: bool = False
    at: float = field(default_factory=time.monotonic)
    stale: asyncio.Event = field(default_factory=asyncio.Event)
    telling: set[asyncio.Task[None]] = field(default_factory=set)  # the loop alone would not keep them

    @property
    def facts(self) -> Facts:
        return Facts(self.visitor_id, self.connection_id, self.ticket if self.is_waiting else None)

    @property
    def key(self) -> tuple[int, int | None]:
        return self.connection_id, self.ticket if self.is_waiting else None

    async def say(self, **words: Any) -> None:
        if self.is_closed:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self.send({"type": "websocket.send", "text": json.dumps(words)})
        except TimeoutError:
            await self.close(STUCK)
        except Exception:  # it has gone; its own loop ends by itself
            self.is_closed = True

    def say_typing(self, name: str | None) -> None:
        shown = writer_shown(name, instead=self.shows_agent) if name else None
        told = asyncio.get_running_loop().create_task(self.say(type="typing", name=shown))
        self.telling.add(told)
        told.add_done_callback(self.telling.discard)

    async def close(self, code: int) -> None:
        if not self.is_closed:
            self.is_closed = True
            try:
                async with asyncio.timeout(1):
                    await self.send({"type": "websocket.close", "code": code})
            except Exception:
                return
