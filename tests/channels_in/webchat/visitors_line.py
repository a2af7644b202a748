"""A visitor's end of the web socket, speaking ASGI to the real application."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

from asgiref.testing import ApplicationCommunicator

from helpdesk.asgi import application
from tests.channels_in.webchat.visitor import SHOP

SOON = 5
PEER = "203.0.113.9"


class VisitorsLine(ApplicationCommunicator):
    def __init__(self, visitor, *, origin=SHOP, peer=PEER):
        self.visitor = visitor
        headers = [(b"origin", origin.encode())] if origin else []
        path = f"/chat/{visitor.connection.token}/socket/"
        super().__init__(
            application, {"type": "websocket", "path": path, "headers": headers, "client": [peer, 1]}
        )

    async def connects(self):
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(SOON))["type"] == "websocket.accept"

    async def goes(self):
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(SOON)

    async def says(self, **words):
        await self.send_input({"type": "websocket.receive", "text": json.dumps(words)})

    async def hears(self, kind, **wanted):
        async with asyncio.timeout(SOON):
            while True:
                output = await self.receive_output(SOON)
                assert output["type"] == "websocket.send", output
                words = json.loads(output["text"])
                if words["type"] == "feed":
                    self.visitor.take(words)
                if words["type"] == kind and all(words[name] == value for name, value in wanted.items()):
                    return words

    async def hears_message(self, text):
        while text not in self.visitor.texts:
            await self.hears("feed")

    async def close_code(self, within=SOON):
        async with asyncio.timeout(within):
            while True:
                output = await self.receive_output(within)
                if output["type"] == "websocket.close":
                    return output["code"]


@asynccontextmanager
async def listening(visitor, **said):
    line = VisitorsLine(visitor)
    assert await line.connects()
    await line.says(type="hello", v=1, token=visitor.token, cursor=visitor.cursor, **said)
    await line.hears("hello")
    await line.hears("feed")
    try:
        yield line
    finally:
        await line.goes()
