import pytest

from tests.channels_in.direct.graph import meta_on_loopback
from tests.channels_in.direct.hooks import a_page


@pytest.fixture
def graph(settings):
    with meta_on_loopback(settings) as fake:
        yield fake


@pytest.fixture
def page():
    return a_page()
