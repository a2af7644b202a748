"""Each real payload of SMS in the corpora, posted three times: the one outcome it must have, once."""

import json

import pytest

from channels_in.models import Receipt, ReceiptItem
from tests.channels_in.mail.corpus import corpora
from tests.channels_in.mails import work
from tests.channels_in.sms.hooks import a_number, post, signature_of
from tickets.models import Message

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(corpora() is None, reason="ALUR_CORPORA does not name the corpora"),
]

ZAMMAD = "webhooks/sms-zammad"
OUTCOMES = {"twilio/inbound_sms1.json": "message", "message_bird/inbound_sms2.json": "dead"}
TEXT = "Ldfhxhcuffufuf. Fifififig.  Fifififiif Fifififiif Fifififiif Fifififiif Fifififiif"
U = "https://desk.example.com/hooks/k3Yt9aaaaaaaaaaaaaaaaaaaaaaaaaaa/"
KEY = "00112233445566778899aabbccddeeff"


def payload(name):
    return (corpora() / ZAMMAD / name).read_bytes()


def a_number_of_theirs():
    return a_number(number="+4915700000000", account_sid="AC78349f4b974f5f6907c513a77d96756d")


def test_a_real_message_becomes_one(client):
    connection, form = a_number_of_theirs(), json.loads(payload("twilio/inbound_sms1.json"))
    assert len(form) == 19

    for _ in range(3):
        assert post(client, connection, form).status_code == 200
    work()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.external_id, item.repeats) == (
        "message",
        "SM1bd5330f81336e8b54c2d3d9fc1bcb6a",
        2,
    )
    message = Message.objects.get()
    assert (message.text, message.from_address, message.attachments.count()) == (TEXT, "+491710000000", 0)


@pytest.mark.parametrize(
    ("url", "change", "signature"),
    [
        (U, dict, "iiBgM5X9ZcMi7Ykzy/8iF599fow="),
        (U, lambda form: {**form, "Body": form["Body"].replace("  ", " ")}, "/ZsXLtvFqN8Sp8XR+2+LYDAFiBU="),
        (
            U,
            lambda form: {name: value for name, value in form.items() if value},
            "1kpnxF/w2bkB9RiM2C8k145D4n4=",
        ),
        (U.replace(".com", ".com:443"), dict, "vSFioFGuYxaNbzTkK2EkTRTFiJg="),
        (U.replace("https", "http"), dict, "K+/MqllfApeu8l6XjroGJNM55bI="),
    ],
)
def test_its_signatures_are_the_known_ones(url, change, signature):
    form = json.loads(payload("twilio/inbound_sms1.json"))

    assert signature_of(url, change(form), KEY) == signature


@pytest.mark.parametrize(
    ("signature", "status"),
    [
        ("iiBgM5X9ZcMi7Ykzy/8iF599fow=", 200),
        ("vSFioFGuYxaNbzTkK2EkTRTFiJg=", 200),
        ("/ZsXLtvFqN8Sp8XR+2+LYDAFiBU=", 401),
        ("1kpnxF/w2bkB9RiM2C8k145D4n4=", 401),
        ("K+/MqllfApeu8l6XjroGJNM55bI=", 401),
    ],
)
def test_a_real_message_passes_with_its_own_signatures_alone(client, settings, signature, status):
    settings.BASE_URL = "https://desk.example.com"
    connection = a_number_of_theirs()
    connection.token = "k3Yt9aaaaaaaaaaaaaaaaaaaaaaaaaaa"
    connection.secrets = {"auth_tokens": [KEY]}
    connection.save()
    form = json.loads(payload("twilio/inbound_sms1.json"))

    assert post(client, connection, form, signature=signature).status_code == status


@pytest.mark.parametrize("name", OUTCOMES)
def test_as_it_lies_there_it_is_nobodys(client, name):
    connection = a_number_of_theirs()

    answer = client.post(f"/hooks/{connection.token}/", payload(name), content_type="application/json")

    assert answer.status_code == 401
    assert not Receipt.objects.exists()


def test_another_providers_message_would_be_dead(client):
    connection, form = a_number_of_theirs(), json.loads(payload("message_bird/inbound_sms2.json"))
    for _ in range(3):
        assert post(client, connection, form).status_code == 200
    work()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason, item.repeats) == ("dead", "invalid", 2)
