import pytest

from events import subscriptions
from helpdesk.subscribers import SUBSCRIBERS
from tests.events import handlers


@pytest.fixture
def subscribers():
    """Three of the tests' own handlers instead of the product's."""
    table = {"ticket.created": [handlers.classify, handlers.assign, handlers.remember]}
    subscriptions.install(table)
    yield table
    subscriptions.install(SUBSCRIBERS)
