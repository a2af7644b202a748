"""Tell open browsers after the commit: ids, kinds and versions, nothing else. Never waits, never fails.

A browser that misses a push converges by its cursor (horizon.py), so a push may be lost. It wants to know how
a ticket stands now, not each step on the way there: what waits to be said of one ticket is said as one.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from channels.layers import get_channel_layer
from django.db import transaction
from django.utils import timezone

from events.models import Event

log = logging.getLogger(__name__)

WAITING = 10_000  # messages kept while the layer is away; older ones are found by the cursor
GATHER = 0.005  # seconds: a commit tells of all that it changed within them
SECONDS = 2.0  # a frozen layer holds the pusher's thread no longer than this per message


def after_commit(event: Event, *, tell: Sequence[str], facts: Mapping[str, object]) -> None:
    if tell:
        message = {
            "type": "happened",
            "event": event.pk,
            "kind": event.kind,
            "ticket": event.ticket_id,
            "agent": event.agent_id,
            **facts,
        }
        transaction.on_commit(partial(send, tuple(dict.fromkeys(tell)), message), robust=True)


def send(groups: Sequence[str], message: dict[str, Any]) -> None:
    """Also for what is no event: who is viewing, who is typing. Stamped with the server's time."""
    stamped = {**message, "at": timezone.now().isoformat()}
    _pusher.want([(group, stamped) for group in groups])


def together(waiting: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """Of each ticket only the newest, to each group; `also` names the events that it speaks for besides."""
    said: list[tuple[str, dict[str, Any]]] = []
    places: dict[tuple[str, int], int] = {}
    for group, message in waiting:
        place = places.get((group, message.get("ticket") or 0)) if "version" in message else None
        if place is not None:
            former = said[place][1]
            also = [*former.get("also", []), [former["event"], former["kind"]]]
            said[place] = group, {**message, "also": also}
        else:
            if "version" in message:
                places[group, message["ticket"]] = len(said)
            said.append((group, message))
    return said


def events_in(message: Mapping[str, Any]) -> list[tuple[int, str]]:
    """(id, kind) of each event that a push speaks for, the newest last."""
    told = [*message.get("also", []), [message["event"], message["kind"]]]
    return [(event, kind) for event, kind in told if event is not None]


class _Pusher:
    """One daemon thread with its own event loop per process, because layers keep their sockets per loop."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, dict[str, Any]]] = deque(maxlen=WAITING)
        self._bell = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def want(self, messages: list[tuple[str, dict[str, Any]]]) -> None:
        self._waiting.extend(messages)
        self._bell.set()
        with self._starting:
            if self._thread is None or not self._thread.is_alive():  # first use, or we are a forked child
                self._thread = threading.Thread(target=self._talk, name="pusher", daemon=True)
                self._thread.start()

    def _talk(self) -> None:
        loop = asyncio.new_event_loop()
        while self._bell.wait():
            self._bell.clear()
            loop.run_until_complete(self._say_all())

    async def _say_all(self) -> None:
        """In their order, so that a browser hears of version 5 before it hears of 6."""
        while self._waiting:
            await asyncio.sleep(GATHER)
            for group, message in together(self._take_all()):
                await self._say(group, message)

    def _take_all(self) -> list[tuple[str, dict[str, Any]]]:
        return [self._waiting.popleft() for _ in range(len(self._waiting))]

    async def _say(self, group: str, message: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                await get_channel_layer().group_send(group, message)
        except Exception as error:  # whatever the layer's driver raises
            log.warning("Cannot push to %s: %s", group, error)


_pusher = _Pusher()
