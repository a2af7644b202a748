"""Nothing signs a body of Telegram: whoever knows the secret is let in, and nobody else."""

import json

import pytest

from channels_in.models import Receipt, ReceiptItem, SecurityEvent
from tests.channels_in.mails import work
from tests.channels_in.telegram.hooks import SECRET, a_bot, a_said, an_update, post
from tickets.models import Message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "gehe\xefm"])
def test_without_the_secret_nothing_is_kept(client, secret):
    refused = post(client, a_bot(), an_update(a_said()), secret=secret)

    assert (refused.status_code, refused.content) == (401, b"")
    assert not Receipt.objects.exists()
    assert SecurityEvent.objects.get().kind == "bad_secret"


def test_the_secret_of_another_bot_opens_nothing(client):
    ours, other = a_bot(), a_bot()
    other.secrets = {**other.secrets, "webhook_secrets": ["of_the_other"]}
    other.save()

    assert post(client, ours, an_update(a_said()), secret="of_the_other").status_code == 401


def test_a_bot_without_any_secret_lets_nobody_in(client):
    connection = a_bot()
    connection.secrets = {"bot_token": "1:x"}
    connection.save()

    for secret in ("", "no bot has this secret"):
        assert post(client, connection, an_update(a_said()), secret=secret).status_code == 401


def test_while_the_secret_is_changed_the_older_one_passes(client):
    connection = a_bot()
    connection.secrets = {**connection.secrets, "webhook_secrets": ["the_newer", SECRET]}
    connection.save()

    for secret in ("the_newer", SECRET):
        assert post(client, connection, an_update(a_said()), secret=secret).status_code == 200


def test_no_answer_is_one_that_telegram_would_carry_out(client):
    connection = a_bot()
    poisoned = b'{"method":"sendMessage","update_id":1}'

    answers = [
        post(client, connection, poisoned),
        post(client, connection, poisoned, secret="wrong"),
        post(client, connection, b"x" * (5 * 1024 * 1024)),
    ]
    connection.channel.is_active = False
    connection.channel.save()
    answers.append(post(client, connection, poisoned))

    assert [one.status_code for one in answers] == [200, 401, 413, 503]
    assert all(one.content == b"" for one in answers)


def test_the_same_update_written_otherwise_is_a_repeat(client):
    connection = a_bot()
    update = an_update(a_said("Hi"))
    written = (json.dumps(update), json.dumps(update, indent=2, sort_keys=True), json.dumps(update))

    for one in written:
        assert post(client, connection, one.encode()).status_code == 200
    work()

    assert Message.objects.count() == 1
    assert ReceiptItem.objects.get().repeats == 2


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b'{"update_id":"7"}', b'{"update_id":true}', b'{"update_id":7,"message":[]}']
)
def test_what_is_no_update_is_thanked_for_and_shown_to_a_person(client, raw):
    assert post(client, a_bot(), raw).status_code == 200
    work()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason) == ("dead", "invalid")
