import pytest

from tests.channels_in.direct.graph import meta_on_loopback


@pytest.fixture
def graph(settings):
    with meta_on_loopback(settings) as fake:
        yield fake
