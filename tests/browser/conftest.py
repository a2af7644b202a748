"""Real pages in a real Chromium. `look` opens one for an agent; nothing on it may go wrong unseen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from people.models import Agent, Company, Team
from tests.browser.installation import readable_folder
from tests.browser.pages import live
from tests.browser.web import ROOT, Web
from tests.browser.webchat.shop import Shop, shop
from tests.builders import a_team, an_admin, an_agent
from tests.tickets.browser_socket import session_of

# Playwright's event loop runs in this thread; Django takes that for async code and would refuse to read.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SHOTS = ROOT / "var" / "screenshots"
expect.set_options(timeout=10_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends with the tests here: while Playwright runs, its loop keeps others from running in this thread."""
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        connections.close_all()  # Django keeps those opened beside a running loop apart
        opened.close()


@pytest.fixture(scope="package")
def web(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Web]:
    """One server for all tests here. The database is emptied only when it has gone: emptying it under a
    server that reads would deadlock. So tests see each other's rows, and keep to teams of their own."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
        cache.clear()
        Company.objects.get_or_create(
            pk=Company.ONLY, defaults={"name": "Nusa Living", "ticket_prefix": "NL"}
        )
        an_admin()
        server = Web().start()
        yield server
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package")
def nusa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A whole installation for all journeys: those who write in one are nobody's customers in another."""
    with shop(readable_folder(tmp_path_factory, "nusa")) as found:
        yield found


Look = Callable[..., Page]


@pytest.fixture
def look(browser: Browser, web: Web) -> Iterator[Look]:
    """`look(agent, "/", width=390, dark=True)`: a page of theirs, in a browser of its own."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []
    before = len(web.said())

    def open_page(agent: Agent, path: str = "/", *, width: int = 1440, height: int = 900, dark: bool = False, **extra: object) -> Page:  # fmt: skip  # noqa: E501
        context = browser.new_context(
            base_url=web.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            **extra,
        )
        contexts.append(context)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(agent), "url": web.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda said: said.type == "error" and wrong.append(f"console: {said.text}"))
        page.goto(path)
        return page

    open_page.wrong = wrong  # type: ignore[attr-defined]
    yield open_page
    for context in contexts:
        context.close()
    assert not wrong, "\n".join([*wrong, web.said()[before:][-8000:]])


@pytest.fixture
def team(web: Web) -> Team:
    return a_team()


@pytest.fixture
def rani(team: Team) -> Agent:
    return an_agent(team, name="Rani Puspita", language="en", available=True)


@pytest.fixture
def maya(team: Team) -> Agent:
    return an_agent(team, name="Maya Hartanto", language="en", available=True)


def clocked(page: Page) -> Page:
    """Loaded again with a clock that the test puts forward: page.clock.fast_forward(6000)."""
    page.clock.install()
    page.reload()
    return live(page)


def held(page: Page, address: str) -> list[Route]:
    """Requests there wait in the list until the test lets them go on."""
    waiting: list[Route] = []
    page.route(address, lambda route: waiting.append(route))  # Playwright marks what it is given
    return waiting


def until(page: Page, condition: Callable[[], object]) -> None:
    """What no `expect` can wait for; the page goes on meanwhile."""
    for _ in range(200):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to that")


def shoot(page: Page, name: str) -> Path:
    """For the eye: var/screenshots is compared with the mock-ups by hand."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, animations="disabled")
    return path
