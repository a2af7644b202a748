"""The web socket through its real door: origin, session, groups of the channel layer in Valkey."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async as rows
from django.conf import settings
from django.db import connections
from django.test import Client

from events import actors
from people.models import Membership
from tests.builders import a_message, a_team, a_ticket, an_admin, an_agent
from tests.tickets.browser_socket import BrowserSocket, session_of
from tickets import live
from tickets.actions.assign import assign
from tickets.actions.follow import follow, unfollow
from tickets.actions.note import add_note
from tickets.actions.transfer import transfer

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
async def nothing_is_left_open():
    yield
    await sync_to_async(connections.close_all)()


@asynccontextmanager
async def a_socket(agent, session=""):
    socket = BrowserSocket(session or await rows(session_of)(agent))
    assert await socket.connects()
    assert (await socket.hears())["type"] == "hello"
    yield socket
    await socket.leaves()


# Who gets in


async def test_a_stranger_is_refused():
    assert not await BrowserSocket().connects()


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://evil.example", "localhost:8000"),
        ("https://evil.example", "evil.example"),
        ("http://localhost:1", "localhost:8000"),
        ("http://localhost:8000.evil.example", "localhost:8000"),
        ("http://[", "localhost:8000"),
        ("file://localhost:8000", "localhost:8000"),
        ("null", "localhost:8000"),
        ("", "localhost:8000"),
    ],
)
async def test_a_page_of_another_origin_is_refused(origin, host):
    session = await rows(lambda: session_of(an_agent()))()

    assert not await BrowserSocket(session, origin=origin, host=host).connects()


async def test_a_page_of_this_very_host_is_let_in_whatever_its_port():
    session = await rows(lambda: session_of(an_agent()))()
    socket = BrowserSocket(session, origin="http://127.0.0.1:4711", host="127.0.0.1:4711")

    assert await socket.connects()
    await socket.leaves()


async def test_the_first_words_are_the_cursor_and_the_time_of_the_server():
    agent = await rows(an_agent)()
    socket = BrowserSocket(await rows(session_of)(agent))

    await socket.connects()
    words = await socket.hears()

    assert words.keys() == {"type", "cursor", "at"}
    await socket.leaves()


# What is heard


def a_team_with_two():
    team = a_team()
    return an_agent(team), an_agent(team), a_ticket(team=team)


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
        assert (await socket.hears("changed"))["kind"] == "ticket.transferred"
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


async def settled():
    """Long enough for a word to be heard and its groups to be joined."""
    await asyncio.sleep(0.2)


# Who is there


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


async def test_a_beat_keeps_the_agent_present():
    agent = await rows(an_agent)()
    async with a_socket(agent) as socket:
        await socket.says(type="beat")

        assert (await socket.hears("presence"))["status"] == "available"


# Nonsense


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hello", "not_json"),
        ("[" * 8000, "not_json"),
        ("x" * 20_000, "too_long"),
        ("[]", "unknown"),
        ('{"type": "happened", "kind": "agent.changed"}', "unknown"),
        ('{"type": "subscribe", "group": "team.*"}', "unknown"),
        ('{"type": ["watch"]}', "unknown"),
        ('{"type": "watch", "tickets": "all"}', "bad"),
        ('{"type": "watch", "tickets": ["*"]}', "bad"),
        ('{"type": "viewing", "ticket": "%"}', "bad"),
        ('{"type": "viewing", "ticket": 99999999999999999999}', "bad"),
        ('{"type": "typing", "ticket": 1, "kind": "<script>"}', "bad"),
    ],
)
async def test_nonsense_is_answered_with_a_short_code_and_nothing_else(text, code):
    agent = await rows(an_agent)()
    async with a_socket(agent) as socket:
        await socket.sends(text)

        answer = await socket.hears()
        assert answer.keys() == {"at", "type", "code"}
        assert answer["code"] == code
        await socket.says(type="beat")
        assert (await socket.hears("presence"))["agent"] == agent.pk


async def test_bytes_are_no_words():
    agent = await rows(an_agent)()
    async with a_socket(agent) as socket:
        await socket.sends_bytes(b"\x00\xff")

        assert (await socket.hears())["code"] == "not_text"


async def test_who_talks_too_fast_is_cut_off():
    agent = await rows(an_agent)()
    async with a_socket(agent) as socket:
        for _ in range(60):
            await socket.sends("spam")

        assert await socket.close_code() == 4429


# Losing a right


async def loses(change, *, agent):
    async with a_socket(agent) as socket:
        await rows(change)()
        assert await socket.close_code() == 4403


async def test_an_agent_who_leaves_a_team_is_cut_off_within_seconds():
    team = await rows(a_team)()
    agent = await rows(an_agent)(team)

    await loses(lambda: Membership.objects.filter(agent=agent).delete(), agent=agent)


async def test_an_agent_who_is_switched_off_is_cut_off_within_seconds():
    agent = await rows(an_agent)()

    await loses(lambda: type(agent).objects.filter(pk=agent.pk).update(is_active=False), agent=agent)


async def test_a_new_password_cuts_off_the_sockets_of_the_old_one():
    agent = await rows(an_agent)()

    def change():
        agent.set_password("another horse battery")
        agent.save(update_fields=["password"])

    await loses(change, agent=agent)


async def test_signing_out_cuts_off_the_socket():
    agent = await rows(an_agent)()
    client = Client()
    await rows(client.force_login)(agent)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    async with a_socket(agent, session) as socket:
        await rows(client.logout)()

        assert await socket.close_code() == 4403


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
