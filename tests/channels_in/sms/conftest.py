from functools import partial

import pytest

from channels_in.fakes.server import served
from channels_in.sms.fake import FakeTwilio
from helpdesk import provider_environment
from tests.channels_in.answers import answered
from tests.channels_in.sms.hooks import ACCOUNT, OURS, a_number, arrives


@pytest.fixture
def twilio(settings):
    """Twilio on loopback, where the settings say that it is."""
    fake = FakeTwilio(account=ACCOUNT, number=OURS)
    with served(fake) as url:
        fake.url = url
        settings.PROVIDERS = provider_environment.read({"ALUR_TWILIO_URL": url})
        yield fake


@pytest.fixture
def connection():
    return a_number()


@pytest.fixture
def reply(client, connection, twilio):
    """An answer to a customer who has just written."""
    ticket = arrives(client, connection).message.ticket
    return partial(answered, ticket)
