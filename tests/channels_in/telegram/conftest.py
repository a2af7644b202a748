import pytest

from channels_in.fakes.server import served
from channels_in.telegram.fake import FakeTelegram
from helpdesk import provider_environment
from tests.channels_in.telegram.hooks import TOKEN, a_bot


@pytest.fixture
def bot(settings):
    """Telegram on loopback, where the settings say that it is."""
    fake = FakeTelegram(token=TOKEN)
    with served(fake) as url:
        settings.PROVIDERS = provider_environment.read({"ALUR_TELEGRAM_URL": url})
        yield fake


@pytest.fixture
def connection():
    return a_bot()
