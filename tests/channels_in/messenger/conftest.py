import pytest

from tests.channels_in.direct.graph import meta_on_loopback
from tests.channels_in.direct.hooks import a_page, an_account
from tests.channels_in.messenger.sending.replies import known_to


@pytest.fixture
def graph(settings):
    with meta_on_loopback(settings) as fake:
        yield fake


@pytest.fixture
def page():
    return a_page()


@pytest.fixture(params=["messenger", "instagram"])
def connection(request, graph):
    return known_to(graph, an_account(request.param))
