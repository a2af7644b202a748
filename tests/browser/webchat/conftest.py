"""A site with the chat on it, its visitors, and an agent who answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from channels_in.models import Connection
from people.models import Team
from tests.browser.web import Web
from tests.browser.webchat.hosts import Site
from tests.browser.webchat.visit import Visit, is_wrong
from tests.channels_in.webchat.visitor import a_web_chat


@pytest.fixture(scope="package")
def site(web: Web) -> Iterator[Site]:
    started = Site(ours=web.url).start()
    yield started
    started.stop()


@pytest.fixture
def chat(site: Site, team: Team) -> Connection:
    return a_web_chat(team=team, origins=[site.url], colour="#67442b", greeting={"en": "How can we help?"})


Visiting = Callable[..., Visit]


@pytest.fixture
def visiting(browser: Browser, site: Site) -> Iterator[Visiting]:
    """`visiting(url, width=390, dark=True)`: a visitor with a browser of their own.

    No error of a script goes unseen, nor a breach of a policy. What the browser says of requests that did
    not get through is what some of these tests are about.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def visit(url: str, *, width: int = 1440, height: int = 900, dark: bool = False, **extra: Any) -> Visit:
        within = extra.pop("context", None) or browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            **extra,
        )
        contexts.append(within)
        page = within.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda said: is_wrong(said) and wrong.append(said.text))
        page.goto(url)
        return Visit(page)

    visit.wrong = wrong  # type: ignore[attr-defined]
    yield visit
    for context in contexts:
        context.close()
    assert not wrong, wrong


@pytest.fixture
def shop(site, chat):
    return site.put("/p/sora", chat.token)
