"""A browser that shows a team's list: its socket, what it asks when it was away, the rows it draws."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import threading
import time
from collections.abc import Iterator

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from tests.faults.agent import AgentBrowser

ROW = re.compile(r'data-ticket="(\d+)" data-version="(\d+)"')
TROUBLE = (OSError, RuntimeError, http.client.HTTPException, WebSocketException, ValueError)
PAUSE = 1.0  # seconds between two requests for what changed
AGAIN = 0.5  # until the next try to connect, as in static/js/live/socket.js


class Viewer(threading.Thread):
    def __init__(self, port: int, email: str, team: int) -> None:
        super().__init__(daemon=True)
        self.browser = AgentBrowser(port, email)
        self.team = team
        self.shown: dict[int, int] = {}  # ticket → the version on the screen
        self.connected = threading.Event()
        self.dropped = 0
        self._port = port
        self._wanted: set[int] = set()
        self._behind = False
        self._away = AGAIN
        self._cursor = ""
        self._asked = 0.0
        self._over, self._drop = threading.Event(), threading.Event()

    def drop(self, seconds: float = AGAIN) -> None:
        """The network is gone for so long."""
        self._away = seconds
        self._drop.set()

    def stop(self) -> None:
        self._over.set()
        self.join(20)

    def run(self) -> None:
        while not self._over.is_set():
            with contextlib.suppress(*TROUBLE):
                self._live()
            self.connected.clear()
            self.dropped += 1
            self._over.wait(self._away)
            self._away = AGAIN

    def _live(self) -> None:
        with self._socket() as socket:
            while not self._over.is_set() and not self._drop.is_set():
                with contextlib.suppress(TimeoutError):
                    self._hear(json.loads(socket.recv(timeout=0.2)))
                self._ask()
            self._drop.clear()

    @contextlib.contextmanager
    def _socket(self) -> Iterator[object]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        address = f"127.0.0.1:{self._port}"
        with connect(
            f"ws://{address}/ws/",
            origin=f"http://{address}",
            additional_headers={"Cookie": cookie},
            open_timeout=5,
            close_timeout=1,
        ) as socket:
            yield socket

    def _hear(self, words: dict[str, object]) -> None:
        if words["type"] == "changed":
            self._wanted.add(int(str(words["ticket"])))
        if words["type"] in {"hello", "missed"}:
            self._behind = bool(self._cursor)
            self._cursor = self._cursor or str(words["cursor"])
            self.connected.set()

    def _ask(self) -> None:
        """At most once a second, as live/ does; what was not answered is asked for again."""
        if time.monotonic() - self._asked < PAUSE or not (self._behind or self._wanted):
            return
        self._asked = time.monotonic()
        with contextlib.suppress(*TROUBLE):
            if self._behind:
                self._catch_up()
            self._draw()

    def _catch_up(self) -> None:
        shown = ",".join(map(str, self.shown))
        answer = json.loads(self.browser.get(f"/live/since/?cursor={self._cursor}&shown={shown}"))
        self._cursor, self._behind = answer["cursor"], False
        self._wanted.update(answer["tickets"], self.shown if answer["full"] else ())

    def _draw(self) -> None:
        ids = sorted(self._wanted)[:100]
        if not ids:
            return
        page = self.browser.get(f"/tickets/rows/?view=team-{self.team}&ids={','.join(map(str, ids))}")
        self._wanted.difference_update(ids)
        self.shown.update({int(ticket): int(version) for ticket, version in ROW.findall(page)})
