"""A visitor's socket: what is new comes by itself."""

from __future__ import annotations

import asyncio

import pytest
from channels.db import database_sync_to_async as rows

from channels_in.actions.save_connection import save_connection
from events import actors
from tests.builders import a_note, a_reply, an_agent
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat
from tests.channels_in.webchat.visitors_line import listening
from tests.tickets.browser_socket import BrowserSocket, session_of
from tickets.actions.assign import assign
from tickets.actions.tag import add_tag
from tickets.models import Delivery, Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_rounds")]


def ticket_now():
    return Ticket.objects.order_by("pk").last()


async def test_an_answer_comes_by_itself_also_on_the_first_ticket(visitor, team):
    async with listening(visitor) as line:
        await rows(visitor.write)("Hello?")
        await line.hears_message("Hello?")
        agent = await rows(an_agent)(team)
        await rows(lambda: a_reply(ticket_now(), agent=agent, text="Good morning."))()

        await line.hears_message("Good morning.")


async def test_what_was_said_while_the_line_was_down_comes_with_the_next(visitor, team):
    await rows(visitor.write)("Hello?")
    async with listening(visitor):
        pass
    await rows(lambda: a_reply(ticket_now(), agent=an_agent(team), text="Meanwhile."))()

    async with listening(visitor):
        assert visitor.texts == ["Hello?", "Meanwhile."]


async def test_who_joined_is_told(visitor, team):
    await rows(visitor.write)("Hello?")
    async with listening(visitor) as line:
        await rows(lambda: assign(ticket_now(), to=an_agent(team, name="Rani Putri"), by=actors.SYSTEM))()
        while not visitor.lines:  # how it stands may be told before what led to it
            await line.hears("feed")

    assert [one["kind"] for one in visitor.lines] == ["joined"]
    assert visitor.state["phase"] == "with_agent"


async def test_an_agent_who_answers_is_seen_typing_and_one_who_notes_is_not(visitor, team):
    await rows(visitor.write)("Hello?")
    agent = await rows(an_agent)(team, name="Rani Putri")
    session = await rows(session_of)(agent)
    async with listening(visitor) as line:
        desk = BrowserSocket(session)
        assert await desk.connects()
        pk = (await rows(ticket_now)()).pk
        await desk.says(type="typing", ticket=pk, kind="note")
        await asyncio.sleep(0.3)
        await rows(lambda: a_note(ticket_now(), agent=agent, text="Secret"))()
        await desk.says(type="typing", ticket=pk, kind="reply")

        assert (await line.hears("typing"))["name"] == "Rani"
        await desk.says(type="left", ticket=pk)
        assert (await line.hears("typing"))["name"] is None


@pytest.mark.parametrize(("shows", "name"), [("person", "Rani"), ("team", "Nusa Living")])
async def test_where_no_socket_comes_through_the_next_look_tells_who_is_typing(visitor, team, shows, name):
    await rows(visitor.write)("Hello?")
    options = {**visitor.connection.options, "shows_agent": shows, "name": "Nusa Living"}
    await rows(save_connection)(visitor.connection.channel, by=actors.SYSTEM, options=options)
    desk = BrowserSocket(await rows(session_of)(await rows(an_agent)(team, name="Rani Putri")))
    assert await desk.connects()
    pk = (await rows(ticket_now)()).pk
    await desk.says(type="typing", ticket=pk, kind="note")
    await desk.hears("viewing")
    assert (await rows(visitor.look)())["state"]["typing"] is None

    await desk.says(type="typing", ticket=pk, kind="reply")
    await desk.hears("viewing")
    assert (await rows(visitor.look)())["state"]["typing"] == name

    await desk.says(type="left", ticket=pk)
    async with asyncio.timeout(5):
        while (await rows(visitor.look)())["state"]["typing"]:
            await asyncio.sleep(0.05)


async def test_a_visitor_who_types_is_seen_by_whoever_has_the_ticket_open(visitor, team):
    await rows(visitor.write)("Hello?")
    agent = await rows(an_agent)(team)
    desk = BrowserSocket(await rows(session_of)(agent))
    assert await desk.connects()
    pk = (await rows(ticket_now)()).pk
    await desk.says(type="viewing", ticket=pk)
    await desk.hears("viewing")
    async with listening(visitor) as line:
        await line.says(type="typing")

        assert (await desk.hears("typed"))["ticket"] == pk


async def test_reading_is_marked_over_the_socket(visitor, team):
    await rows(visitor.write)("Hello?")
    answer = await rows(lambda: a_reply(ticket_now(), agent=an_agent(team)))()
    async with listening(visitor) as line:
        await line.says(type="mark", delivered=answer.pk, read=answer.pk)
        await line.says(type="beat")
        await line.hears("beat")

    assert await rows(lambda: Delivery.objects.get(message=answer).status)() == "read"


async def test_a_lost_push_is_made_up_for(visitor, team, monkeypatch):
    from events import push

    await rows(visitor.write)("Hello?")
    async with listening(visitor) as line:
        await asyncio.sleep(2.5)  # rounds that remember where they were
        with monkeypatch.context() as patch:
            patch.setattr(push._pusher, "want", lambda messages: None)
            await rows(lambda: a_reply(ticket_now(), agent=an_agent(team), text="Unheard."))()
            # Newer, and nothing that visitors hear of.
            await rows(lambda: add_tag(ticket_now(), name="parcel", by=actors.SYSTEM))()
        await line.hears_message("Unheard.")


def test_two_channels_do_not_hear_each_other(db):
    assert a_visitor(a_web_chat()).key != a_visitor(a_web_chat()).key
