"""The one way out by HTTP: nothing that a URL, a name or a redirect says leads inside (N33, N34)."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from helpdesk.lib.guarded_addresses import Forbidden, Unreachable, is_public
from helpdesk.lib.guarded_http import Limits, TooLarge, get, post


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "[::1]", "0.0.0.0", "10.0.0.5", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]",
        "[2002:7f00:1::]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "localhost.",
        "224.0.0.1", "255.255.255.255", "[::]",
    ],
)  # fmt: skip
def test_no_spelling_of_an_inside_address_is_asked(host):
    with a_server() as server, pytest.raises((Forbidden, Unreachable)):
        get(f"http://{host}:{server.port}/")

    assert server.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("::ffff:192.168.0.1", False),
        ("192.88.99.1", True),
        ("198.18.0.1", False),
        ("240.0.0.1", False),
        ("ff02::1", False),
        ("64:ff9b::808:808", True),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_what_counts_as_public(address, public):
    assert is_public(ipaddress.ip_address(address)) is public


def test_an_address_that_whoever_runs_the_server_allowed_is_asked():
    with a_server() as server:
        answer = get(f"http://127.0.0.1:{server.port}/hello", limits=server.allowed)

    assert (answer.status, answer.body) == (200, b"hello")
    assert server.asked == ["/hello"]


def test_only_that_very_port_is_allowed():
    with a_server() as server, a_server() as other, pytest.raises(Forbidden):
        get(f"http://127.0.0.1:{other.port}/", limits=server.allowed)

    assert other.asked == []


def test_a_redirect_leads_inside_no_more_than_a_url_does():
    with a_server() as inside, a_server() as server:
        server.redirect = f"http://127.0.0.1:{inside.port}/secret"
        with pytest.raises(Forbidden):
            get(f"http://127.0.0.1:{server.port}/", limits=server.allowed)

    assert inside.asked == []


def test_a_redirect_to_another_kind_of_address_is_not_followed():
    with a_server() as server:
        for target in ("file:///etc/passwd", "gopher://x/", "ftp://x/"):
            server.redirect = target
            with pytest.raises(Forbidden):
                get(f"http://127.0.0.1:{server.port}/", limits=server.allowed)


def test_a_redirect_that_goes_round_ends():
    with a_server() as server:
        server.redirect = f"http://127.0.0.1:{server.port}/"
        with pytest.raises(Forbidden):
            get(server.redirect, limits=server.allowed)

    assert len(server.asked) == Limits().redirects + 1


def test_a_redirect_to_another_place_is_not_told_secrets():
    with a_server() as other, a_server() as server:
        server.redirect = f"http://127.0.0.1:{other.port}/"
        both = Limits(inside=server.allowed.inside | other.allowed.inside)
        get(f"http://127.0.0.1:{server.port}/", headers={"Authorization": "Bearer x"}, limits=both)

    assert server.headers[0]["authorization"] == "Bearer x"
    assert "authorization" not in other.headers[0]


def test_what_is_posted_is_not_sent_on():
    with a_server() as other, a_server() as server:
        server.redirect = f"http://127.0.0.1:{other.port}/"
        answer = post(f"http://127.0.0.1:{server.port}/", b"secret=1", limits=server.allowed)

    assert answer.status == 302
    assert other.asked == []


def test_more_than_we_want_is_not_read():
    with a_server(body=b"x" * 100_000) as server, pytest.raises(TooLarge):
        get(f"http://127.0.0.1:{server.port}/", limits=Limits(largest=1000, inside=server.allowed.inside))


def test_a_server_that_does_not_answer_is_let_go():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        began = time.monotonic()
        with pytest.raises(Unreachable):
            get(
                f"http://127.0.0.1:{port}/",
                limits=Limits(seconds=0.3, inside=frozenset({("127.0.0.1", port)})),
            )

    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "url", ["ftp://x.example/", "http://user:pw@x.example/", "http:///", "//x", "http://[::1", "javascript:1"]
)
def test_what_is_no_url_of_ours_is_refused(url):
    with pytest.raises(Forbidden):
        get(url)


class Server:
    port: int
    redirect = ""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

    @property
    def allowed(self) -> Limits:
        return Limits(inside=frozenset({("127.0.0.1", self.port)}))


@contextmanager
def a_server(body: bytes = b"hello") -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(302 if state.redirect else 200)
            if state.redirect:
                self.send_header("Location", state.redirect)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
