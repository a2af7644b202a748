import pytest
from django.conf import settings as ours
from django.utils import timezone

from channels_in.fakes.server import served
from channels_in.voice.fake.exchange import Exchange
from channels_in.voice.fake.phone import FakePhone
from channels_in.voice.fake.rest import FakeVoice
from helpdesk import provider_environment
from people.models import Team
from tests.builders import a_team
from tests.channels_in.voice.calls import ACCOUNT, OURS, Caller, a_menu, a_phone_channel, through


@pytest.fixture
def sales(transactional_db) -> Team:
    return a_team(name="Sales")


@pytest.fixture
def billing(transactional_db) -> Team:
    return a_team(name="Billing")


@pytest.fixture
def connection(sales, billing):
    return a_phone_channel(channel={"team": sales}, steps=a_menu(sales=sales, billing=billing))


@pytest.fixture
def provider(client, connection, settings, monkeypatch):
    """The provider, its clock ours as well; at the end nothing of ours was wrong by its rules."""
    exchange = Exchange(
        account=ACCOUNT,
        number=OURS,
        hook=f"{ours.BASE_URL}/hooks/{connection.token}/",
        ask=through(client),
    )
    monkeypatch.setattr(timezone, "now", lambda: exchange.now)
    fake = FakeVoice(FakePhone(exchange))
    with served(fake) as url:
        settings.PROVIDERS = provider_environment.read({"ALUR_TWILIO_URL": url})
        yield fake
    assert not exchange.faults


@pytest.fixture
def phone(provider):
    return provider.phone


@pytest.fixture
def budi(phone):
    """Calls us."""
    return lambda number="+6281200000001": Caller(phone, number)
