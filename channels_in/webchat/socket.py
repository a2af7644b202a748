"""The visitors' web socket: words out, signs of life in. Messages come by HTTP, which has answers."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError

from channels_in.hooks.gate import Shut
from channels_in.models import Connection
from channels_in.network import network_of
from channels_in.webchat import attending, line_words, there
from channels_in.webchat.hub import Hub, hub
from channels_in.webchat.line import Line, Send
from channels_in.webchat.shown import shown_instead
from channels_in.webchat.unnamed import Unnamed
from tickets.socket_words import Pace

log = logging.getLogger(__name__)

PATH = re.compile(r"/chat/([A-Za-z0-9_-]{1,60})/socket/")
HELLO_SECONDS, WAIT_SECONDS, BEAT = 5.0, 10.0, 25
AT_ONCE = 40  # that ask the database: pages wait five seconds, a longer queue would serve who has gone
P = ParamSpec("P")
Answer = TypeVar("Answer")
WHO, NEVER, FAST, BUSY = 4401, 4403, 4429, 1013


class VisitorsSocket:
    """An ASGI application of its own: the framework would do its work in one thread with the agents'."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.unnamed = Unnamed()
        self.asking = 0

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        found = PATH.fullmatch(scope["path"])
        await receive()  # that somebody wants to connect
        headers = dict(scope["headers"])
        network = network_of(str((scope.get("client") or [""])[0]))
        if not found or self._is_full_for(network):
            await send({"type": "websocket.close", "code": NEVER})
            return
        origin = headers.get(b"origin", b"").decode("latin1")
        with self.unnamed.one_more(network):
            line = await self._begin(found[1], origin, network, receive, send)
        if line:
            await self._hold(line, receive)

    def _is_full_for(self, network: str) -> bool:
        coming = self.unnamed.of[network]
        return self.unnamed.is_full_for(network) or self.hub.is_full_for(network, coming=coming)

    async def _begin(self, key: str, origin: str, network: str, receive: Any, send: Send) -> Line | None:
        if self.asking >= AT_ONCE:
            await send({"type": "websocket.accept"})  # a page is not told why it was not let in
            await send({"type": "websocket.close", "code": BUSY})
            return None
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                connection = await self._ask(attending.may_knock, key, origin)
        except Exception as error:
            _tell_what_does_not_pass(error)
            await send({"type": "websocket.close", "code": BUSY})
            return None
        if connection is None:
            await send({"type": "websocket.close", "code": NEVER})  # before accepting: a 403
            return None
        await send({"type": "websocket.accept"})
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                words = line_words.read((await receive()).get("text"))
            if words.get("type") != "hello" or words.get("v") != 1:
                raise Shut(400, "unknown")
            opened = await self._ask(attending.begin, connection, words)
        except (TimeoutError, Shut):
            await send({"type": "websocket.close", "code": WHO})
            return None
        except Exception:
            await send({"type": "websocket.close", "code": BUSY})
            raise
        line = _line(connection, opened, network, send)
        line.visible = words.get("visible") is not False
        await self.hub.join(line)
        await line.say(type="hello", beat=BEAT, at=opened.feed["at"])
        await line.say(type="feed", **opened.feed)
        return line

    async def _ask(self, question: Callable[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        self.asking += 1
        try:
            return await self.hub.threads.run(question, *args, **kwargs)
        finally:
            self.asking -= 1

    async def _hold(self, line: Line, receive: Any) -> None:
        writer = asyncio.get_running_loop().create_task(self._write(line))
        pace = Pace()
        try:
            while not line.is_closed:
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    break
                if not pace.allows():
                    await line.close(FAST)
                    break
                await self._hear(line, message.get("text"))
        finally:
            line.is_closed = True
            writer.cancel()
            await self.hub.leave(line)
            if not any(one.visitor_id == line.visitor_id for one in self.hub.lines):
                await self.hub.threads.run(attending.left, line.visitor_id, line.ticket)

    async def _hear(self, line: Line, text: str | None) -> None:
        try:
            words = line_words.read(text)
        except Shut as shut:
            await line.say(type="error", code=shut.code)
            return
        match words.get("type"):
            case "beat":
                await line.say(type="beat", at=there.now())
                await self._look_whether_late(line)
            case "mark":
                upto = {name: line_words.number(words.get(name)) for name in ("delivered", "read")}
                await self.hub.threads.run(attending.mark, line.visitor_id, **upto)
            case "typing" if line.ticket:
                there.tell_typing_on(line.ticket)
            case "typing":
                return
            case "look":
                line.visible = words.get("visible") is not False
                await self.hub.threads.run(attending.move, line.visitor_id, line.ticket, words)
            case _:
                await line.say(type="error", code="unknown")

    async def _look_whether_late(self, line: Line) -> None:
        told = line.visitor_id, line.cursor, line.tickets
        if await self.hub.threads.run(attending.hears_late, *told):
            line.stale.set()

    async def _write(self, line: Line) -> None:
        try:
            await self._look_whether_late(line)  # what came between the first look and the joining
        except Exception as error:
            _tell_what_does_not_pass(error)
            line.stale.set()  # the loop below has patience
        while not line.is_closed:
            await line.stale.wait()
            line.stale.clear()
            try:
                opened = await self.hub.threads.run(attending.look_again, line.visitor_id, line.cursor)
            except Exception as error:
                _tell_what_does_not_pass(error)
                await asyncio.sleep(2)
                line.stale.set()
                continue
            if opened is None:
                await line.close(WHO)
                return
            _take(line, opened)
            await self.hub.follow(line)
            await line.say(type="feed", **opened.feed)


def _tell_what_does_not_pass(error: Exception) -> None:
    """Too many at once, or the database is away: pages come again, and a thousand of them need not say so."""
    if not isinstance(error, TimeoutError | OperationalError | InterfaceError):
        log.error("A visitor's page cannot be told what is new", exc_info=error)


def _line(connection: Connection, opened: attending.Opened, network: str, send: Send) -> Line:
    visitor = opened.visitor
    line = Line(
        send=send,
        visitor_id=visitor.pk,
        connection_id=connection.pk,
        network=network,
        addresses=[one for one in (visitor.own_address, visitor.signed_address) if one],
        shows_agent=shown_instead(connection),
    )
    _take(line, opened)
    return line


def _take(line: Line, opened: attending.Opened) -> None:
    line.cursor = opened.feed["cursor"]
    line.tickets, line.elsewhere = opened.tickets, opened.elsewhere
    line.ticket, line.is_waiting = opened.ticket, opened.is_waiting


visitors = VisitorsSocket(hub)
