"""Who looks at a ticket and who writes, as colleagues see it."""

import pytest
from channels.db import database_sync_to_async as rows

from events import actors
from tests.builders import a_team, a_ticket, an_agent
from tests.tickets.browser_socket import a_socket, a_team_with_two
from tickets import presence_on_ticket
from tickets.actions.transfer import transfer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_is_left_open")]


async def test_a_colleague_sees_who_looks_and_who_writes_and_that_they_left():
    agent, colleague, ticket = await rows(a_team_with_two)()
    async with a_socket(colleague) as watching:
        async with a_socket(agent) as socket:
            await socket.says(type="viewing", ticket=ticket.pk)
            there = await watching.hears("viewing")
            assert there["agents"] == [{"id": agent.pk, "name": agent.name, "typing": ""}]

            await socket.says(type="typing", ticket=ticket.pk, kind="reply")
            assert (await watching.hears("viewing"))["agents"][0]["typing"] == "reply"

        assert (await watching.hears("viewing"))["agents"] == []


async def test_who_comes_later_is_told_who_is_there():
    agent, colleague, ticket = await rows(a_team_with_two)()
    async with a_socket(agent) as socket:
        await socket.says(type="viewing", ticket=ticket.pk)
        await socket.hears("viewing")
        async with a_socket(colleague) as watching:
            await watching.says(type="watch", tickets=[ticket.pk])

            assert (await watching.hears("viewing"))["agents"][0]["id"] == agent.pk


async def test_nobody_can_pretend_to_look_at_a_ticket_out_of_sight():
    agent, ticket = await rows(lambda: (an_agent(a_team()), a_ticket(team=a_team())))()
    async with a_socket(agent) as socket:
        await socket.says(type="viewing", ticket=ticket.pk)

        assert (await socket.hears())["code"] == "not_found"


async def test_of_a_ticket_that_went_out_of_sight_nobody_hears_who_works_on_it():
    here, elsewhere = await rows(a_team)(), await rows(a_team)()
    agent, colleague = await rows(an_agent)(here), await rows(an_agent)(here, elsewhere)
    ticket = await rows(a_ticket)(team=here)
    async with a_socket(agent) as socket, a_socket(colleague) as other:
        await socket.says(type="watch", tickets=[ticket.pk])
        await socket.says(type="viewing", ticket=ticket.pk)
        await socket.hears("viewing")
        await rows(transfer)(ticket, to=elsewhere, by=actors.SYSTEM)
        await socket.hears("changed")
        await other.says(type="viewing", ticket=ticket.pk)
        await other.hears("viewing")

        await socket.says(type="typing", ticket=ticket.pk, kind="note")
        await socket.says(type="beat")

        assert "not_found" in {words.get("code") for words in await until_the_beat(socket)}
        there = await presence_on_ticket.viewers([ticket.pk])
        assert [viewer.id for viewer in there[ticket.pk]] == [colleague.pk]
        await socket.says(type="beat")
        assert "viewing" not in {words["type"] for words in await until_the_beat(socket)}


async def until_the_beat(socket):
    said = [await socket.hears()]
    while said[-1]["type"] != "beat":
        said.append(await socket.hears())
    return said


async def test_a_beat_keeps_the_agent_present():
    agent = await rows(an_agent)()
    async with a_socket(agent) as socket:
        await socket.says(type="beat")

        assert (await socket.hears("presence"))["status"] == "available"
