"""A browser's end of the web socket, speaking ASGI to the real application."""

import asyncio
import json
from contextlib import asynccontextmanager

from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async as rows
from django.conf import settings
from django.test import Client

from helpdesk.asgi import application
from tests.builders import a_team, a_ticket, an_agent

SOON = 3  # seconds


class BrowserSocket(ApplicationCommunicator):
    def __init__(self, session="", origin=settings.BASE_URL, host="localhost:8000"):
        headers = [
            (b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()),
            (b"host", host.encode()),
        ]
        if origin:
            headers.append((b"origin", origin.encode()))
        scope = {
            "type": "websocket",
            "path": "/ws/",
            "query_string": b"",
            "headers": headers,
            "subprotocols": [],
        }
        super().__init__(application, scope)

    async def connects(self):
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(SOON))["type"] == "websocket.accept"

    async def says(self, **words):
        await self.sends(json.dumps(words))

    async def sends(self, text):
        await self.send_input({"type": "websocket.receive", "text": text})

    async def sends_bytes(self, data):
        await self.send_input({"type": "websocket.receive", "bytes": data})

    async def hears(self, kind=None):
        """The next words, or the next of that kind."""
        async with asyncio.timeout(SOON):
            while True:
                words = json.loads((await self.receive_output(SOON))["text"])
                if kind in {None, words["type"]}:
                    return words

    async def hears_nothing(self, within=0.5):
        return await self.receive_nothing(timeout=within)

    async def close_code(self, within=5.0):
        async with asyncio.timeout(within):
            while True:
                output = await self.receive_output(within)
                if output["type"] == "websocket.close":
                    return output["code"]

    async def leaves(self):
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(SOON)


def session_of(agent):
    client = Client()
    client.force_login(agent)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@asynccontextmanager
async def a_socket(agent, session=""):
    socket = BrowserSocket(session or await rows(session_of)(agent))
    assert await socket.connects()
    assert (await socket.hears())["type"] == "hello"
    yield socket
    await socket.leaves()


def a_team_with_two():
    team = a_team()
    return an_agent(team), an_agent(team), a_ticket(team=team)


async def settled():
    """Long enough for a word to be heard and its groups to be joined."""
    await asyncio.sleep(0.2)
