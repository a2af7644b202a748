import pytest

from channels_in.fakes.server import served
from channels_in.whatsapp.fake import FakeWhatsApp
from helpdesk import provider_environment
from tests.channels_in.whatsapp.hooks import a_number


@pytest.fixture
def graph(settings):
    """WhatsApp on loopback, where the settings say that it is."""
    fake = FakeWhatsApp(token="EAAG-token")
    with served(fake) as url:
        fake.url = url
        settings.PROVIDERS = provider_environment.read({"ALUR_GRAPH_URL": url})
        yield fake


@pytest.fixture
def connection():
    return a_number()
