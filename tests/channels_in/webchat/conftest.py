import pytest

from channels_in.webchat import hub as hubs
from tests.builders import a_team
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat


@pytest.fixture
def team(db):
    return a_team()


@pytest.fixture
def chat(team):
    return a_web_chat(team=team)


@pytest.fixture
def visitor(chat):
    return a_visitor(chat)


@pytest.fixture
def quick_rounds(monkeypatch):
    monkeypatch.setattr(hubs, "EVERY", 0.3)
    yield
    hubs.hub.threads.stop()
    hubs.hub.threads = type(hubs.hub.threads)(most=2)
