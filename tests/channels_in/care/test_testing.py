"""The test button asks the provider itself, and says what is wrong and what next."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in.actions.note_health import note_problem
from channels_in.fakes.server import Told
from channels_in.models import Connection
from tests.channels_in.care.conftest import ACCOUNT
from tests.channels_in.care.forms import GOOD, a_channel_of, connect, page_of, run_test

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["whatsapp", "telegram", "line", "sms"])
def test_connected_by_one_button_a_channel_tests_well(admin, providers, kind):
    channel = a_channel_of(admin, kind)

    assert "The provider knows our address now." in connect(admin, channel)

    assert GOOD in run_test(admin, channel)
    assert Connection.objects.get().health == "working"


def test_an_address_that_is_not_accepted_is_told_in_the_providers_words(admin, providers):
    channel = a_channel_of(admin, "telegram")
    said = "Bad Request: bad webhook: Failed to resolve host"
    refusal = {"ok": False, "error_code": 400, "description": said}
    providers.telegram.moods.then(Told(status=400, body=json.dumps(refusal).encode()))

    page = connect(admin, channel)

    assert "The provider does not accept our address. It wants https" in page
    assert f"It says: “{said}”" in page


def test_a_bot_that_another_program_has_taken_says_so(admin, providers):
    channel = a_channel_of(admin, "telegram")
    providers.telegram.webhook = {"url": "https://elsewhere.example/bot"}

    page = run_test(admin, channel)

    assert "to another address, not to this installation" in page
    assert "https://elsewhere.example/bot" in page


def test_what_telegram_met_at_our_door_is_told_in_its_words(admin, providers):
    channel = a_channel_of(admin, "telegram")
    connect(admin, channel)
    said = "Wrong response from the webhook: 401 Unauthorized"
    providers.telegram.trouble = {
        "last_error_date": int(timezone.now().timestamp()),
        "last_error_message": said,
    }

    assert said in run_test(admin, channel)


def test_lines_own_knock_tells_a_wrong_secret(admin, providers):
    channel = a_channel_of(admin, "line")
    connect(admin, channel)
    providers.line.knocked = 401

    assert "signs with is not the one we hold" in run_test(admin, channel)


def test_a_switch_at_line_that_is_off_is_named(admin, providers):
    channel = a_channel_of(admin, "line")
    connect(admin, channel)
    providers.line.is_used = False

    assert "Switch on “Use webhook” there." in run_test(admin, channel)


def test_messages_that_are_nearly_used_up_are_told_before_they_are(admin, providers):
    channel = a_channel_of(admin, "line")
    connect(admin, channel)
    providers.line.quota = (200, 170)

    page = run_test(admin, channel)

    assert "nearly used up" in page
    assert "170 / 200" in page


def test_a_wrong_app_secret_is_told_before_customers_find_out(admin, providers):
    channel = a_channel_of(admin, "whatsapp")
    connect(admin, channel)
    providers.whatsapp.app_secret = "another"

    assert "signs with is not the one we hold" in run_test(admin, channel)


def test_a_wrong_auth_token_is_told_apart_from_the_key_that_sends(admin, providers):
    providers.twilio.key = (providers.twilio.key[0], "the-key")
    channel = a_channel_of(
        admin,
        "sms",
        auth_token="old",
        api_key_sid=providers.twilio.key[0],
        api_key_secret="the-key",
    )
    connect(admin, channel)

    assert "signs with is not the one we hold" in run_test(admin, channel)


def test_a_number_of_another_account_is_told(admin, providers):
    channel = a_channel_of(admin, "sms", number="+12025550199")

    assert "knows no such number" in run_test(admin, channel)
    assert ACCOUNT


@pytest.mark.parametrize("kind", ["whatsapp", "telegram", "line", "sms"])
def test_a_key_that_is_no_longer_good_is_told_and_never_repeated(admin, providers, kind):
    channel = a_channel_of(admin, kind)
    providers.whatsapp.token = providers.line.token = "another"
    providers.telegram.token = "1:another-token-of-telegram"
    providers.twilio.token = "another"

    page = run_test(admin, channel)

    assert "no longer accepts our access token" in page
    secrets = [str(value) for value in channel.connection.secrets.values() if isinstance(value, str)]
    assert not [secret for secret in secrets if secret in page]
    assert not [secret for secret in secrets if secret in str(Connection.objects.get().problems)]


def test_a_provider_that_is_away_is_told(admin, providers):
    channel = a_channel_of(admin, "telegram")
    providers.telegram.moods.then(Told(cut=True))

    assert "The provider does not answer." in run_test(admin, channel)


def test_a_token_that_ends_soon_is_told_days_ahead(admin, providers):
    channel = a_channel_of(admin, "whatsapp")
    connect(admin, channel)
    graph = providers.whatsapp

    graph.ends_at = int((timezone.now() + timedelta(days=20)).timestamp())
    assert "The access token ends" not in run_test(admin, channel)
    graph.ends_at = int((timezone.now() + timedelta(days=10)).timestamp())
    assert "The access token ends within two weeks." in run_test(admin, channel)
    graph.ends_at = int((timezone.now() + timedelta(days=2)).timestamp())
    assert "The access token ends within three days." in run_test(admin, channel)
    graph.ends_at = 0
    assert "The access token ends" not in run_test(admin, channel)


def test_what_is_known_of_the_number_stands_on_the_page(admin, providers):
    channel = a_channel_of(admin, "whatsapp")
    run_test(admin, channel)

    page = page_of(admin, channel)

    assert "+62 811 1111" in page
    assert "Nusa Living" in page


def test_a_test_that_works_ends_the_alarms_that_it_can_show_to_be_over(admin, providers):
    channel = a_channel_of(admin, "telegram")
    connect(admin, channel)
    note_problem(channel.connection, "send_token")

    run_test(admin, channel)

    assert Connection.objects.get().problems == {}
