"""The web socket through its real door: origin, session, groups of the channel layer in Valkey."""

import pytest
from channels.db import database_sync_to_async as rows

from tests.builders import an_agent
from tests.tickets.browser_socket import BrowserSocket, a_socket, session_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_is_left_open")]


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
