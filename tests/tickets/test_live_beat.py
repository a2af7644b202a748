"""A browser that hears nothing for long takes its line for cut, so it hears at least of each beat."""

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async as rows
from django.db import connections

from tests.builders import an_agent
from tests.tickets.browser_socket import BrowserSocket, session_of

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
async def nothing_is_left_open():
    yield
    await sync_to_async(connections.close_all)()


async def test_each_beat_is_answered():
    agent = await rows(an_agent)()
    socket = BrowserSocket(await rows(session_of)(agent))
    assert await socket.connects()

    await socket.says(type="beat")

    assert (await socket.hears("beat")).keys() == {"at", "type"}
    await socket.leaves()
