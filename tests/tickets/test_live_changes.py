"""What a browser hears of: changes of tickets that the agent sees, watches, follows or is named on."""

import asyncio

import pytest
from channels.db import database_sync_to_async as rows

from events import actors
from tests.builders import a_message, a_team, a_ticket, an_admin, an_agent
from tests.tickets.browser_socket import a_socket, a_team_with_two, settled
from tickets import live
from tickets.actions.assign import assign
from tickets.actions.follow import follow, unfollow
from tickets.actions.note import add_note
from tickets.actions.transfer import transfer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_is_left_open")]


async def test_a_change_is_told_once_with_ids_only_and_to_those_who_see_it():
    agent, colleague, ticket = await rows(a_team_with_two)()
    stranger = await rows(lambda: an_agent(a_team()))()
    async with a_socket(agent) as socket, a_socket(stranger) as deaf:
        await socket.says(type="viewing", ticket=ticket.pk)
        await rows(assign)(ticket, to=agent, by=actors.agent(colleague))

        changed = await socket.hears("changed")

        assert changed.keys() == {"type", "ticket", "version", "kind", "event", "at"}
        assert (changed["ticket"], changed["kind"]) == (ticket.pk, "ticket.assigned")
        assert changed["version"] == ticket.version
        assert (await socket.hears("counts"))["type"] == "counts"
        assert await socket.hears_nothing(0.3)
        assert await deaf.hears_nothing(0.1)


async def test_an_admin_hears_of_every_team():
    admin = await rows(an_admin)()
    ticket = await rows(a_ticket)()
    async with a_socket(admin) as socket:
        await rows(a_message)(ticket)

        assert (await socket.hears("changed"))["ticket"] == ticket.pk


async def test_a_followed_ticket_is_heard_once_it_is_watched():
    agent, ticket = await rows(lambda: (an_agent(), a_ticket(team=a_team())))()
    await rows(follow)(ticket, agent=agent)
    async with a_socket(agent) as socket:
        await socket.says(type="watch", tickets=[ticket.pk])
        await settled()
        await rows(a_message)(ticket)

        assert (await socket.hears("changed"))["ticket"] == ticket.pk


async def test_watching_a_ticket_of_another_team_brings_nothing():
    agent, ticket = await rows(lambda: (an_agent(a_team()), a_ticket(team=a_team())))()
    async with a_socket(agent) as socket:
        await socket.says(type="watch", tickets=[ticket.pk])
        await settled()
        await rows(a_message)(ticket)

        assert await socket.hears_nothing(0.5)


async def test_a_watched_ticket_that_moves_out_of_sight_is_heard_no_more():
    agent, other, ticket = await rows(lambda: (an_agent(), a_team(), a_ticket()))()
    await rows(assign)(ticket, to=agent, by=actors.SYSTEM)
    async with a_socket(agent) as socket:
        await socket.says(type="watch", tickets=[ticket.pk])
        await settled()
        await rows(transfer)(ticket, to=other, by=actors.SYSTEM)
        heard = [(await socket.hears("changed"))["kind"]]
        if heard == ["ticket.assigned"]:  # where the push was slower than the watch
            heard.append((await socket.hears("changed"))["kind"])
        assert heard[-1] == "ticket.transferred"
        while not await socket.hears_nothing(1.2):
            await socket.hears()
        await rows(a_message)(ticket)

        assert await socket.hears_nothing(0.5)


async def test_who_is_mentioned_hears_of_it():
    agent, colleague, ticket = await rows(a_team_with_two)()
    async with a_socket(agent) as socket:
        await rows(add_note)(
            ticket,
            text=f"@{agent.name} please look",
            by=actors.agent(colleague),
            agent=colleague,
            client_key="6a6a1b0e-5d0c-4d3f-9a51-2f1e1a3f0001",
        )

        assert (await socket.hears("notified"))["ticket"] == ticket.pk


async def test_who_unfollows_hears_no_more():
    agent, ticket = await rows(lambda: (an_agent(), a_ticket(team=a_team())))()
    await rows(follow)(ticket, agent=agent)
    async with a_socket(agent) as socket:
        await socket.says(type="watch", tickets=[ticket.pk])
        await settled()
        await rows(a_message)(ticket)
        await socket.hears("changed")  # the word was heard, however busy the machine
        await rows(unfollow)(ticket, agent=agent)
        await rows(live.tell_unfollowed)(ticket, agent=agent)
        await settled()
        await rows(a_message)(ticket)

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await socket.hears("changed")
