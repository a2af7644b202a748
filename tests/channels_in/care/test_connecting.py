"""Connected by one button: the provider is told our address, and what we want to hear."""

import pytest

from tests.channels_in.care.conftest import BASE
from tests.channels_in.care.forms import GOOD, a_channel_of, connect, run_test

pytestmark = pytest.mark.django_db


def hook_of(channel):
    return f"{BASE}/hooks/{channel.connection.token}/"


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
def test_a_page_or_an_account_is_subscribed_by_one_button(admin, meta, kind):
    channel = a_channel_of(admin, kind)

    before = run_test(admin, channel)
    connect(admin, channel)

    assert "does not pass messages of this account to our app" in before
    assert "messages" in meta.subscribed
    assert GOOD in run_test(admin, channel)


def test_fields_that_are_not_on_offer_do_not_keep_a_page_from_being_subscribed(admin, meta):
    meta.offered = frozenset({"messages", "messaging_postbacks"})
    channel = a_channel_of(admin, "messenger")

    connect(admin, channel)

    assert meta.subscribed == ["messages", "messaging_postbacks"]


def test_telegram_is_told_our_address_our_secret_and_what_we_want(admin, providers):
    channel = a_channel_of(admin, "telegram")

    connect(admin, channel)

    told = providers.telegram.webhook
    assert told["url"] == hook_of(channel)
    assert told["secret_token"] == channel.connection.secrets["webhook_secrets"][0]
    assert told["drop_pending_updates"] is False
    assert "message" in told["allowed_updates"]


def test_line_is_told_our_address(admin, providers):
    channel = a_channel_of(admin, "line")

    connect(admin, channel)

    assert providers.line.endpoint == hook_of(channel)
    assert providers.line.faults == []


def test_twilio_is_told_both_addresses_and_to_come_again(admin, providers):
    channel = a_channel_of(admin, "sms")

    connect(admin, channel)

    assert providers.twilio.hooks == {
        "sms_url": f"{hook_of(channel)}#rc=5&rp=ct,5xx",
        "sms_fallback_url": f"{hook_of(channel)}fallback/#rc=5&rp=ct,5xx",
    }


@pytest.mark.parametrize("kind", ["telegram", "line", "sms"])
def test_without_https_no_provider_is_told_anything(admin, providers, settings, kind):
    settings.BASE_URL = "http://localhost:8000"
    channel = a_channel_of(admin, kind)

    said = connect(admin, channel)

    assert "providers want https" in said
    assert (providers.telegram.webhook, providers.line.endpoint, providers.twilio.hooks) == ({}, "", {})
