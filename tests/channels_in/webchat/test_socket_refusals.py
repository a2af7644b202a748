"""Nobody is let in by a visitor's socket, or stays on it, who may not."""

from __future__ import annotations

import asyncio

import pytest
from channels.db import database_sync_to_async as rows

from channels_in.models import Connection
from channels_in.models import Visitor as Row
from channels_in.webchat import hub as hubs
from channels_in.webchat import socket, unnamed
from tests.builders import a_reply, an_agent
from tests.channels_in.webchat.visitors_line import VisitorsLine, listening
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_rounds")]


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example"])
async def test_a_strange_page_is_not_even_let_in(visitor, origin):
    line = VisitorsLine(visitor, origin=origin)

    assert not await line.connects()


@pytest.mark.parametrize(
    "hello", [{"type": "hello", "v": 1, "token": "x" * 43}, {"type": "hello"}, {"type": "mark"}]
)
async def test_who_does_not_say_who_they_are_is_let_go(visitor, hello):
    line = VisitorsLine(visitor)
    assert await line.connects()
    await line.says(**hello)

    assert await line.close_code() == socket.WHO


async def test_where_too_many_come_at_once_the_rest_is_asked_to_come_again(visitor, monkeypatch):
    monkeypatch.setattr(socket, "AT_ONCE", 1)
    async with asyncio.TaskGroup() as together:
        lines = [VisitorsLine(visitor) for _ in range(3)]
        came = [together.create_task(line.connects()) for line in lines]

    assert all(one.result() for one in came)  # a page is not told why it was not let in at all
    codes = [await line.close_code() for line in lines[1:]]
    assert codes == [socket.BUSY] * 2
    await lines[0].says(type="hello", v=1, token=visitor.token, cursor="")
    await lines[0].hears("hello")


async def test_who_says_nothing_is_let_go(visitor, monkeypatch):
    monkeypatch.setattr(socket, "HELLO_SECONDS", 0.2)
    line = VisitorsLine(visitor)
    assert await line.connects()

    assert await line.close_code() == socket.WHO


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"bytes": b"x"}, "not_text"),
        ({"text": "x" * 9000}, "too_long"),
        ({"text": "[" * 5000}, "not_json"),
        ({"text": "[]"}, "bad"),
        ({"text": '{"type":"feed"}'}, "unknown"),
        ({"text": '{"type":"happened","kind":"reply.sent","ticket":1}'}, "unknown"),
    ],
)
async def test_nonsense_is_answered_with_a_code(visitor, frame, code):
    async with listening(visitor) as line:
        await line.send_input({"type": "websocket.receive", **frame})

        assert (await line.hears("error"))["code"] == code


async def test_who_talks_without_end_is_cut_off(visitor):
    async with listening(visitor) as line:
        for _ in range(60):
            await line.says(type="typing")

        assert await line.close_code() == socket.FAST


@pytest.mark.parametrize(
    "change", [{"revoked_at": "2026-01-01T00:00Z"}, {"subject": "a", "identity_until": "2026-01-01T00:00Z"}]
)
async def test_who_may_listen_no_longer_is_cut_off_soon(visitor, change):
    async with listening(visitor) as line:
        await rows(lambda: Row.objects.update(**change))()

        assert await line.close_code() == hubs.NOT_ANY_MORE


async def test_what_breaks_a_page_is_told_in_the_log_and_passes_with_it(visitor, team, caplog):
    await rows(visitor.write)("Hello?")
    options = dict(visitor.connection.options)
    async with listening(visitor) as line:
        await rows(Connection.objects.update)(options=["nonsense"])
        await rows(lambda: a_reply(Ticket.objects.get(), agent=an_agent(team), text="Here we are."))()
        async with asyncio.timeout(10):
            while "cannot be told what is new" not in caplog.text:
                await asyncio.sleep(0.05)
        assert "Traceback" in caplog.text

        await rows(Connection.objects.update)(options=options)
        await line.hears_message("Here we are.")


async def test_a_sixth_page_of_one_visitor_closes_the_first(visitor):
    async with listening(visitor) as first:
        lines = [VisitorsLine(visitor) for _ in range(5)]
        for line in lines:
            assert await line.connects()
            await line.says(type="hello", v=1, token=visitor.token, cursor="")
            await line.hears("hello")

        assert await first.close_code() == hubs.TOO_MANY
        for line in lines:
            await line.goes()


async def test_silent_sockets_of_one_host_keep_no_visitor_of_another_out(visitor, monkeypatch):
    monkeypatch.setattr(unnamed, "MOST_OF_A_NETWORK", 2)
    silent = [VisitorsLine(visitor) for _ in range(2)]
    assert [await line.connects() for line in silent] == [True, True]

    assert not await VisitorsLine(visitor).connects()
    assert await rows(visitor.write)("I go on by HTTP.")
    elsewhere = VisitorsLine(visitor, peer="198.51.100.7")
    assert await elsewhere.connects()
    await elsewhere.says(type="hello", v=1, token=visitor.token, cursor=visitor.cursor)
    await elsewhere.hears_message("I go on by HTTP.")

    for line in [*silent, elsewhere]:
        await line.goes()


async def test_who_goes_without_a_word_leaves_their_place_to_the_next(visitor, monkeypatch):
    monkeypatch.setattr(unnamed, "MOST_OF_A_NETWORK", 1)
    for _ in range(3):
        line = VisitorsLine(visitor)
        assert await line.connects()
        await line.goes()


async def test_who_has_said_who_they_are_is_in_nobodys_way(visitor, monkeypatch):
    monkeypatch.setattr(unnamed, "MOST_OF_A_NETWORK", 1)
    async with listening(visitor), listening(visitor):
        pass


async def test_silent_sockets_count_among_all_that_a_network_may_hold(visitor, monkeypatch):
    monkeypatch.setattr(hubs, "MOST_OF_A_NETWORK", 2)
    async with listening(visitor):
        silent = VisitorsLine(visitor)
        assert await silent.connects()

        assert not await VisitorsLine(visitor).connects()
        await silent.goes()
