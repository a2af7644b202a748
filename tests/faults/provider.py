"""The customers' mail server, as trying as real ones are: it puts off, refuses, hangs and drops the line."""

from __future__ import annotations

import asyncio
import random
import re
import threading
from collections import Counter
from typing import Any

MOODS = ("friendly", "later", "never", "cut before", "cut after", "hold", "friendly", "later at first")
HOLD = 4.0  # seconds between taking a mail and saying so: here the sender is killed


class Provider:
    """One mood a mail, chosen when it comes for the first time."""

    def __init__(self, chance: random.Random, moods: tuple[str, ...] = MOODS) -> None:
        self.chance = chance
        self.taken: Counter[str] = Counter()  # marker → how often we have it
        self.refused: set[str] = set()  # for good
        self.moods: dict[str, str] = {}
        self.holding = threading.Event()
        self._next = list(moods)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str | None:
        marker = self._marker(envelope.content)
        mood = self._mood_for(marker)
        if mood == "cut before":
            return self._cut(server)
        if mood in {"later", "later at first"}:
            self.moods[marker] = "friendly"
            return "451 4.3.0 Busy"
        if mood == "never":
            self.refused.add(marker)
            return "550 5.1.1 User unknown"
        self.taken[marker] += 1
        if mood == "cut after":
            return self._cut(server)
        if mood == "hold":
            self.holding.set()
            await asyncio.sleep(HOLD)
            self.holding.clear()
        return "250 OK"

    def _mood_for(self, marker: str) -> str:
        if marker not in self.moods:
            self.moods[marker] = self._next.pop(0) if self._next else self.chance.choice(MOODS)
        return self.moods[marker]

    @staticmethod
    def _marker(content: bytes) -> str:
        found = re.findall(rb"reply (mk[0-9a-f]{32})", content)
        return found[0].decode() if found else ""

    @staticmethod
    def _cut(server: Any) -> None:
        server.transport.abort()
