"""What the page shows is heard of for as long as the agent sees it, whoever has it by then."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async as rows
from django.db import connections

from events import actors
from tests.builders import a_message, a_team, a_ticket, an_agent
from tests.tickets.browser_socket import BrowserSocket, session_of
from tickets.actions.assign import assign
from tickets.actions.follow import follow
from tickets.actions.transfer import transfer

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
async def nothing_is_left_open():
    yield
    await sync_to_async(connections.close_all)()


class FragileSocket(BrowserSocket):
    """Once the browser has `gone`, sending fails, as it does in the server."""

    def __init__(self, session):
        super().__init__(session)
        self.gone, self.refused = False, asyncio.Event()
        self.put, self.output_queue.put = self.output_queue.put, self.carry

    async def carry(self, message):
        if self.gone:
            self.refused.set()
            raise ConnectionResetError
        await self.put(message)


async def opened(agent):
    socket = FragileSocket(await rows(session_of)(agent))
    assert await socket.connects()
    await socket.hears("hello")
    return socket


async def watches(socket, ticket):
    await socket.says(type="watch", tickets=[ticket.pk])
    await socket.says(type="beat")
    await socket.hears("presence")  # what was said before has been heard


async def until_quiet(socket):
    while not await socket.hears_nothing(1.3):
        await socket.hears()


async def test_who_follows_a_ticket_hears_of_it_in_its_new_team_too():
    agent, other, ticket = await rows(_a_followed_ticket)()
    socket, theirs = await opened(agent), await opened(await rows(an_agent)(other))
    await watches(socket, ticket)
    await rows(transfer)(ticket, to=other, by=actors.agent(agent))
    assert (await socket.hears("changed"))["kind"] == "ticket.transferred"
    await until_quiet(socket)

    await rows(a_message)(ticket)

    assert (await theirs.hears("changed"))["kind"] == "ticket.transferred"
    assert (await theirs.hears("changed"))["kind"] == "message.received"  # so nothing has to be made up
    assert (await socket.hears("changed"))["kind"] == "message.received"
    await theirs.leaves()
    await socket.leaves()


async def test_who_gave_it_away_hears_no_more_of_what_they_do_not_see():
    agent, ticket = await rows(lambda: (an_agent(), a_ticket(team=a_team())))()
    await rows(assign)(ticket, to=agent, by=actors.SYSTEM)
    socket = await opened(agent)
    await watches(socket, ticket)
    await rows(assign)(ticket, to=None, by=actors.SYSTEM)
    await until_quiet(socket)

    await rows(a_message)(ticket)

    assert await socket.hears_nothing(0.5)
    await socket.leaves()


async def test_a_browser_that_has_gone_without_a_word_breaks_nothing():
    agent, _, ticket = await rows(_a_followed_ticket)()
    socket = await opened(agent)
    socket.gone = True

    await rows(a_message)(ticket)

    await asyncio.wait_for(socket.refused.wait(), 3)
    await socket.leaves()


def _a_followed_ticket():
    team = a_team()
    agent, ticket = an_agent(team), a_ticket(team=team)
    follow(ticket, agent=agent)
    return agent, a_team(), ticket
