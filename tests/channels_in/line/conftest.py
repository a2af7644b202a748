import pytest

from channels_in.fakes.server import served
from channels_in.line.fake import FakeLine
from helpdesk import provider_environment
from tests.channels_in.line.hooks import BUDI, TOKEN, a_line


@pytest.fixture(autouse=True)
def line(settings):
    """LINE on loopback, where the settings say that it is: whoever writes is asked for their name."""
    fake = FakeLine(token=TOKEN, names={BUDI: "Budi Santoso"})
    with served(fake) as url:
        settings.PROVIDERS = provider_environment.read({"ALUR_LINE_URL": url, "ALUR_LINE_DATA_URL": url})
        yield fake


@pytest.fixture
def connection():
    return a_line()
