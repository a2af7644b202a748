from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from helpdesk.lib import kept
from people.models import Agent, Company, Team
from tests.builders import a_team, a_ticket, an_agent

SCRIPT = {"HX-Request": "true"}
FETCH = {"X-Requested-With": "fetch", "Accept": "application/json"}


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ids repeat from test to test where transactions roll back; kept rows must not."""
    monkeypatch.setattr(kept, "_broken_until", 0.0)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def company(request: pytest.FixtureRequest) -> Company:
    """An installation that has been set up: pages of others begin with the first-run page."""
    request.getfixturevalue("db")
    return Company.objects.create(name="Nusa Living", ticket_prefix="NL")


@pytest.fixture
def sign_in() -> Callable[[Agent], Client]:
    def as_agent(agent: Agent) -> Client:
        client = Client()
        client.force_login(agent)
        client.get("/live/since/?cursor=1:1:")  # a session writes down its use now and then: it has now
        return client

    return as_agent


@pytest.fixture
def team() -> Team:
    return a_team()


@pytest.fixture
def agent(team: Team) -> Agent:
    return an_agent(team, language="en")


@pytest.fixture
def client(sign_in: Callable[[Agent], Client], agent: Agent) -> Client:
    return sign_in(agent)


@pytest.fixture
def ticket(team):
    return a_ticket(team=team)
