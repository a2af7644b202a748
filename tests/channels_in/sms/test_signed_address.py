"""A signature of Twilio's holds for one address, which is ours, whatever a request says of itself."""

import pytest

from channels_in.models import Receipt
from tests.channels_in.sms.hooks import a_number, address_of, an_sms, post, signature_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "inner.localhost"},
        {"Host": "localhost", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"},
    ],
)
def test_behind_a_proxy_our_own_address_counts(client, settings, headers):
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://desk.example.com", ["*"]

    assert post(client, a_number(), an_sms(), **headers).status_code == 200
    assert Receipt.objects.count() == 1


def test_nobody_can_name_another_address_than_ours(client, settings):
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://desk.example.com", ["*"]
    connection, form = a_number(), an_sms()
    evil = signature_of(f"https://evil.example/hooks/{connection.token}/", form)

    answer = post(
        client,
        connection,
        form,
        signature=evil,
        **{"X-Forwarded-Host": "evil.example", "Host": "evil.example"},
    )

    assert answer.status_code == 401
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("port", [":443", ""])
def test_the_usual_port_may_stand_in_the_address_or_not(client, settings, port):
    settings.BASE_URL = "https://desk.example.com"
    connection, form = a_number(), an_sms()
    url = f"https://desk.example.com{port}/hooks/{connection.token}/"

    assert post(client, connection, form, signature=signature_of(url, form)).status_code == 200


@pytest.mark.parametrize("beneath", ["", "fallback/", "status/9f1c/"])
def test_every_address_of_the_hook_asks_for_the_token_of_its_own_account(client, beneath):
    mine, other = a_number(tokens=["mine"]), a_number(tokens=["another"])

    assert post(client, mine, an_sms(), beneath=beneath, token="another").status_code == 401
    assert post(client, mine, an_sms(), beneath=beneath, signature="").status_code == 401
    assert post(client, mine, an_sms(), beneath=beneath, token="mine").status_code == 200
    assert post(client, other, an_sms(), beneath=beneath, token="mine").status_code == 401


def test_a_signature_for_one_address_opens_no_other(client):
    connection, form = a_number(), an_sms()
    signature = signature_of(address_of(connection), form)

    assert post(client, connection, form, beneath="fallback/", signature=signature).status_code == 401


@pytest.mark.parametrize("beneath", ["status/", "status/a/b/", "call/", "messages/x/", "status/..%2f/"])
def test_other_addresses_beneath_the_hook_do_not_exist(client, beneath):
    assert post(client, a_number(), an_sms(), beneath=beneath, signature="x").status_code == 404


def test_nobody_learns_by_a_deeper_address_which_hooks_there_are(client):
    deeper, plain = (
        client.post(path, b"", content_type="text/plain") for path in ("/hooks/no/status/1/", "/hooks/no/")
    )

    assert (deeper.status_code, deeper.content) == (plain.status_code, plain.content)
