"""A provider on loopback: it speaks their HTTP, keeps what it was told, and fails when it is told to.

The demo's simulator and the tests serve the very same: a kind's fake.py says what it answers (Fake).
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
LARGEST = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # lower case
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.body or b"{}")
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`hangs`: it never comes. `cut`: the line is dropped instead."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: float = 0.0  # seconds before anything is said
    cut: bool = False


def as_json(body: object, *, status: int = 200, **headers: str) -> Told:
    given = {"Content-Type": "application/json", **headers}
    return Told(status=status, body=json.dumps(body).encode(), headers=given)


class Fake(Protocol):
    def answer(self, asked: Asked) -> Told: ...


@dataclass
class Moods:
    """What happens instead of the right answer, next time and in this order."""

    _next: deque[Told] = field(default_factory=deque)

    def then(self, *told: Told) -> None:
        self._next.extend(told)

    def take(self) -> Told | None:
        return self._next.popleft() if self._next else None


@contextmanager
def served(fake: Fake, *, port: int = 0) -> Iterator[str]:
    """Its address, while it is served."""
    server = ThreadingHTTPServer((HOST, port), _handler_of(fake))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _handler_of(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            told = fake.answer(self._asked())
            time.sleep(told.hangs)
            if told.cut:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(told.status)
            for name, value in {**told.headers, "Content-Length": str(len(told.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.body)

        def _asked(self) -> Asked:
            parts = urlsplit(self.path)
            size = min(int(self.headers.get("Content-Length") or 0), LARGEST)
            return Asked(
                method=self.command,
                path=parts.path,
                query={name: values[0] for name, values in parse_qs(parts.query).items()},
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(size),
            )

        do_GET = do_POST = do_PUT = do_DELETE = _answer

        def log_message(self, format: str, *args: object) -> None:
            """What is asked is kept by the fake."""

    return Handler
