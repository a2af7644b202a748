"""All visitors' sockets of this process: one ear for what happens, two threads for what it means.

Visitors get the words themselves, by the very function that answers POST …/feed/ (docs/adr/0014). They are
kept apart from agents' sockets: a thousand of them wait for one another here, and for nobody else.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from channels.layers import get_channel_layer

from channels_in.in_thread import DatabaseThreads
from channels_in.webchat import attending, there
from channels_in.webchat.feed import KINDS
from channels_in.webchat.line import Line
from events import push
from tickets import lost_pushes

log = logging.getLogger(__name__)

MOST_OF_ONE, MOST_OF_A_NETWORK = 5, 300
EVERY = 5.0  # seconds between two looks at who may still listen, and who waits how long
SEEN_EVERY = 6  # rounds
TYPES = 6.0
NOT_ANY_MORE, TOO_MANY, ELSEWHERE = 4401, 4408, 1013
# What changes how a conversation stands without a word. Notes, and who merely looks, are in none of them.
STANDING = (
    "ticket.unassigned",
    "ticket.transferred",
    "ticket.closed",
    "ticket.shown",
    "ticket.rated",
    "chat.ended",
    "visitor.described",
)
TOLD = frozenset({*KINDS, *STANDING})


class Hub:
    def __init__(self) -> None:
        self.lines: set[Line] = set()
        self.of_ticket: dict[int, set[Line]] = defaultdict(set)
        self.of_address: dict[str, set[Line]] = defaultdict(set)
        self.threads = DatabaseThreads(most=2)
        self.channel = ""
        self.tasks: list[asyncio.Task[None]] = []
        self.typing: dict[int, asyncio.TimerHandle] = {}

    # What happens

    @property
    def hears(self) -> Collection[str]:
        return {f"ticket.{pk}" for pk in self.of_ticket}

    @property
    def shown(self) -> Collection[int]:
        return self.of_ticket.keys()

    async def happened(self, message: dict[str, Any]) -> None:
        lost_pushes.note_heard(message)
        kinds = {kind for _, kind in push.events_in(message)} | {message["kind"]}
        if kinds & TOLD:
            self.look_again(self.of_ticket.get(message["ticket"], ()))

    async def looked(self, message: dict[str, Any]) -> None:
        """An agent writes an answer. Who writes a note, or only looks, is no visitor's business."""
        ticket = message["ticket"]
        name = next((one["name"] for one in message["agents"] if one["typing"] == "reply"), None)
        if timer := self.typing.pop(ticket, None):
            timer.cancel()
        if name:
            loop = asyncio.get_running_loop()
            self.typing[ticket] = loop.call_later(TYPES, self._say_typing, ticket, None)
        elif timer is None:
            return
        self._say_typing(ticket, name)

    async def again(self, message: dict[str, Any]) -> None:
        self.look_again(self.of_address.get(message["address"], ()))

    def look_again(self, lines: Iterable[Line]) -> None:
        for line in lines:
            line.stale.set()

    def _say_typing(self, ticket: int, name: str | None) -> None:
        for line in self.of_ticket.get(ticket, ()):
            if ticket in line.tickets and ticket not in line.elsewhere:
                line.say_typing(name)

    # Who is here

    async def join(self, line: Line) -> None:
        await self._begin()
        same = sorted(
            (one for one in self.lines if one.visitor_id == line.visitor_id), key=lambda one: one.at
        )
        for old in same[: len(same) + 1 - MOST_OF_ONE]:
            await old.close(TOO_MANY)
        self.lines.add(line)
        for address in line.addresses:
            await self._hear(self.of_address, address, f"visitor.{there.mark_of(address)}", line)
        await self.follow(line)

    async def follow(self, line: Line) -> None:
        """The tickets of a line, as they are now: a first message opens one."""
        for ticket in line.tickets:
            if line not in self.of_ticket.get(ticket, ()):
                await self._hear(self.of_ticket, ticket, f"ticket.{ticket}", line)

    async def leave(self, line: Line) -> None:
        self.lines.discard(line)
        for address in line.addresses:
            await self._forget(self.of_address, address, f"visitor.{there.mark_of(address)}", line)
        for ticket in [pk for pk, lines in self.of_ticket.items() if line in lines]:
            await self._forget(self.of_ticket, ticket, f"ticket.{ticket}", line)
        if not self.lines:
            self._end()

    def is_full_for(self, network: str, *, coming: int) -> bool:
        """`coming`: how many of them are let in and have not joined yet."""
        theirs = sum(line.network == network for line in self.lines) + coming
        return theirs >= attending.most_of(network, MOST_OF_A_NETWORK)

    async def _hear(self, table: dict[Any, set[Line]], key: Any, group: str, line: Line) -> None:
        is_first = not table[key]
        table[key].add(line)
        if is_first:
            await self._layer("group_add", group)

    async def _forget(self, table: dict[Any, set[Line]], key: Any, group: str, line: Line) -> None:
        table[key].discard(line)
        if not table[key]:
            del table[key]
            await self._layer("group_discard", group)

    async def _layer(self, verb: str, group: str) -> None:
        try:
            await getattr(get_channel_layer(), verb)(group, self.channel)
        except Exception as error:  # Valkey is away: lost_pushes and the beats make up for it
            log.warning("Cannot %s %s: %s", verb, group, error)

    # Always

    async def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        if self.tasks and self.tasks[0].get_loop() is loop and not self.tasks[0].done():
            return
        self.channel = await get_channel_layer().new_channel()
        self.tasks = [loop.create_task(self._listen()), loop.create_task(self._go_round())]
        lost_pushes.rounds.join(self)

    def _end(self) -> None:
        lost_pushes.rounds.leave(self)
        for task in self.tasks:
            task.cancel()
        self.tasks = []

    async def _listen(self) -> None:
        layer = get_channel_layer()
        while True:
            try:
                message = await layer.receive(self.channel)
                if act := {"happened": self.happened, "looked": self.looked, "again": self.again}.get(
                    message["type"]
                ):
                    await act(message)
            except Exception as error:
                log.warning("The visitors' ear failed: %s", error, exc_info=error)
                await asyncio.sleep(1)

    async def _go_round(self) -> None:
        rounds = 0
        while True:
            await asyncio.sleep(EVERY)
            rounds += 1
            try:
                found = await self.threads.run(
                    attending.look_over, [line.facts for line in self.lines], notes=rounds % SEEN_EVERY == 0
                )
            except Exception as error:  # the database is away: the next round comes
                log.warning("A round of the visitors failed: %s", error)
                continue
            for line in list(self.lines):
                if line.visitor_id in found.gone:
                    await line.close(NOT_ANY_MORE)
                elif line.stood != found.standing.get(line.key):
                    if line.stood is not None:
                        line.stale.set()
                    line.stood = found.standing.get(line.key)


hub = Hub()
