"""The page of calls follows callers step by step, before they have a ticket that anybody could be told of."""

import pytest
from channels.db import database_sync_to_async as rows
from django.db import connections

from tests.builders import a_supervisor, a_team, an_admin, an_agent, an_auditor
from tests.channels_in.voice.calls import Caller
from tests.tickets.browser_socket import a_socket

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "+628120000001"


@pytest.fixture(autouse=True)
async def nothing_is_left_open():
    yield
    await rows(connections.close_all)()


@pytest.mark.parametrize("who", [a_supervisor, an_admin, an_auditor])
async def test_who_leads_hears_at_once_that_somebody_is_in_the_menu_and_that_they_have_gone(phone, who):
    async with a_socket(await rows(who)()) as socket:
        caller = await rows(Caller)(phone, NUMBER)
        words = await socket.hears("called")
        assert words.keys() == {"type", "at"}  # whoever may see more asks for it

        while not await socket.hears_nothing():
            await socket.hears()
        await rows(caller.hangs_up)()
        assert await socket.hears("called")


async def test_who_does_not_lead_hears_nothing_of_callers_in_the_menu(phone):
    agent = await rows(lambda: an_agent(a_team(), may_triage=True))()
    async with a_socket(agent) as socket:
        await rows(Caller)(phone, NUMBER)

        assert await socket.hears_nothing()
