"""A stranger can neither fill the memory or the disk with one request, nor hold a place for hours."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest
import uvicorn

from helpdesk import body_limit
from helpdesk.body_limit import BodyLimit
from helpdesk.processes import limited_http
from helpdesk.processes.limited_http import LimitedHttp

BEGINNING = b"POST / HTTP/1.1\r\nHost: localhost\r\n"


async def counts(scope, receive, send) -> None:
    """An application that takes a body whole, as Django does; says how long it was and what stood before."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    told = b" ".join(name for name, _ in scope["headers"])
    headers = [(b"connection", b"close"), (b"told", told)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": str(size).encode()})


@pytest.fixture
async def door(monkeypatch) -> Iterator[socket.socket]:
    monkeypatch.setattr(body_limit, "LARGEST", 1000)
    monkeypatch.setattr(body_limit, "SECONDS", 0.3)
    monkeypatch.setattr(limited_http, "LARGEST_HEAD", 10_000)
    monkeypatch.setattr(limited_http, "HEAD_SECONDS", 0.3)
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(BodyLimit(counts), http=LimitedHttp, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    yield listening
    server.should_exit = True
    await serving


async def says(door: socket.socket, *parts: bytes) -> bytes:
    """Everything that comes back until the other side closes; it has five seconds to."""
    reader, writer = await asyncio.open_connection(*door.getsockname())
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(5):
            return await reader.read()
    except ConnectionError:
        return b"cut"
    finally:
        writer.close()


def status(answer: bytes) -> bytes:
    return answer.partition(b"\r\n")[0]


async def test_a_body_of_the_size_that_may_be_is_taken(door):
    answer = await says(door, BEGINNING + b"Content-Length: 1000\r\n\r\n", b"a" * 1000)

    assert b"\r\n1000\r\n" in answer


@pytest.mark.parametrize("length", [b"1001", b"99999999999999999999"])
async def test_a_body_that_announces_too_much_is_not_even_read(door, length):
    answer = await says(door, BEGINNING + b"Content-Length: " + length + b"\r\n\r\n")

    assert status(answer) in {b"HTTP/1.1 413 Request Entity Too Large", b"HTTP/1.1 400 Bad Request"}


async def test_a_body_that_does_not_say_its_length_ends_where_the_limit_is(door):
    chunk = b"1f4\r\n" + b"a" * 500 + b"\r\n"

    answer = await says(door, BEGINNING + b"Transfer-Encoding: chunked\r\n\r\n", chunk, chunk, chunk)

    assert answer == b"cut" or status(answer) == b"HTTP/1.1 413 Request Entity Too Large"


async def test_a_body_that_trickles_is_given_up(door):
    answer = await says(door, BEGINNING + b"Content-Length: 100\r\n\r\n", b"a")

    assert status(answer) == b"HTTP/1.1 408 Request Timeout"


async def test_a_head_that_trickles_is_given_up(door):
    assert status(await says(door, BEGINNING)) == b"HTTP/1.1 408 Request Timeout"


async def test_a_connection_on_which_nothing_is_said_is_closed(door):
    assert await says(door) == b""


@pytest.mark.parametrize("header", [b"X: " + b"a" * 20_000, b"X: a\r\n" * 5000], ids=["one", "many"])
async def test_a_head_that_never_ends_is_cut(door, header):
    answer = await says(door, BEGINNING, header)

    assert answer == b"cut" or status(answer) == b"HTTP/1.1 431 Request Header Fields Too Large"


async def test_what_stands_behind_a_body_counts_as_no_header(door):
    chunked = BEGINNING + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"

    answer = await says(door, chunked + b"X-Late: 1\r\n\r\n")

    assert b"\r\ntold: host transfer-encoding\r\n" in answer


@pytest.mark.parametrize("trailer", [b"X: " + b"a" * 20_000, b"X: a\r\n" * 5000], ids=["one", "many"])
async def test_what_stands_behind_a_body_without_end_is_cut(door, trailer):
    chunked = BEGINNING + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"

    assert await says(door, chunked, trailer) in {b"cut", b""}


async def test_a_request_that_begins_behind_a_large_one_is_not_taken_for_its_size(door, monkeypatch):
    """As a client that does not wait for the first answer sends them: both come in one piece."""
    monkeypatch.setattr(body_limit, "LARGEST", 50_000)
    large = BEGINNING + b"Content-Length: 20000\r\n\r\n" + b"a" * 20_000

    assert b"\r\n20000\r\n" in await says(door, large + BEGINNING)
