from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from channels_in.fakes.server import served
from channels_in.line.fake import FakeLine
from channels_in.meta.direct.fake import FakeMeta
from channels_in.sms.fake import FakeTwilio
from channels_in.telegram.fake import FakeTelegram
from channels_in.whatsapp.fake import FakeWhatsApp
from helpdesk import provider_environment
from tests.builders import an_admin

BASE = "https://bantuan.nusa.example"
ACCOUNT, NUMBER = "AC" + "2" * 32, "+12025550123"
BOT_TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@dataclass
class Providers:
    whatsapp: FakeWhatsApp
    telegram: FakeTelegram
    line: FakeLine
    twilio: FakeTwilio


@pytest.fixture
def providers(settings) -> Iterator[Providers]:
    """All of them on loopback, where the settings say that they are."""
    settings.BASE_URL = BASE
    found = Providers(
        whatsapp=FakeWhatsApp(token="EAAG-token", app_id="4711", app_secret="the-app-secret"),
        telegram=FakeTelegram(token=BOT_TOKEN),
        line=FakeLine(token="line-token"),
        twilio=FakeTwilio(account=ACCOUNT, number=NUMBER, token="the-auth-token"),
    )
    found.whatsapp.numbers["106540352242922"] = {
        "display_phone_number": "+62 811 1111",
        "verified_name": "Nusa Living",
        "quality_rating": "GREEN",
    }
    with ExitStack() as stack:
        urls = {name: stack.enter_context(served(fake)) for name, fake in vars(found).items()}
        settings.PROVIDERS = provider_environment.read(
            {
                "ALUR_GRAPH_URL": urls["whatsapp"],
                "ALUR_TELEGRAM_URL": urls["telegram"],
                "ALUR_LINE_URL": urls["line"],
                "ALUR_TWILIO_URL": urls["twilio"],
            }
        )
        yield found


@pytest.fixture
def meta(settings) -> Iterator[FakeMeta]:
    """Pages and accounts on loopback."""
    settings.BASE_URL = BASE
    fake = FakeMeta(token="EAAP-token", app_id="4711", app_secret="the-app-secret")
    fake.accounts["1029384756"] = "messenger"
    with served(fake) as url:
        fake.url = url
        settings.PROVIDERS = provider_environment.read(
            {"ALUR_GRAPH_URL": url, "ALUR_INSTAGRAM_URL": f"{url}/ig"}
        )
        yield fake


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client
