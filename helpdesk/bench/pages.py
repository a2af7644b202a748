"""Open pages of agents: signed in without typing, as a crowd of sockets or as a real screen."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.test import Client

from helpdesk.bench.apart import Apart
from people.models import Agent

OBSERVE = """() => {
  window.seen = {};
  new MutationObserver(() => {
    const marks = document.body.textContent.matchAll(/mark-[0-9a-f]{12}/g);
    for (const [mark] of marks) window.seen[mark] ??= Date.now();
  }).observe(document.querySelector("#timeline"), {childList: true, subtree: true, characterData: true});
}"""


def session_of(agent: Agent) -> str:
    client = Client(headers={"host": "localhost"})
    client.force_login(agent)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one socket heard: {"kind", "ticket", "event", "at"}; `cursor`: from its first hello."""

    heard: Sequence[dict[str, Any]]
    cursor: str


class Crowd:
    """Of so many sockets, in a process of its own."""

    def __init__(self, port: int, sessions: Sequence[str]) -> None:
        cookies = [f"{settings.SESSION_COOKIE_NAME}={session}" for session in sessions]
        self._apart = Apart("helpdesk.bench.crowd", port=port, cookies=cookies)

    def leave(self, sockets: int) -> None:
        self._apart.tell(f"leave {sockets}")

    def come_back(self) -> None:
        self._apart.tell("return")

    def end(self) -> list[Heard]:
        return [Heard(**one) for one in self._apart.end()]


class Screen:
    """One agent's page in a real Chromium. In a thread of its own: Playwright keeps a loop running in it."""

    def __init__(self, port: int, session: str, path: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._url = f"http://127.0.0.1:{port}"
        self._session = session
        self._path = path

    def __enter__(self) -> Self:
        self._thread.submit(self._open).result(120)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.submit(self._close).result(60)
        self._thread.shutdown()

    def seen(self) -> dict[str, float]:
        """Mark → when it stood on the page, in seconds since 1970."""
        found: dict[str, float] = self._thread.submit(lambda: self._page.evaluate("window.seen")).result(60)
        return {mark: at / 1000 for mark, at in found.items()}

    def _open(self) -> None:
        from playwright.sync_api import sync_playwright  # what checks the product: not there in production

        self._playwright = sync_playwright().start()
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        self._browser = self._playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = self._browser.new_context(base_url=self._url)
        cookie = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": cookie, "value": self._session, "url": self._url}])
        self._page = context.new_page()
        self._page.goto(self._path)
        self._page.wait_for_selector("#timeline")
        self._page.wait_for_selector("body[data-connection=live]", state="attached")
        self._page.evaluate(OBSERVE)

    def _close(self) -> None:
        self._browser.close()
        self._playwright.stop()
