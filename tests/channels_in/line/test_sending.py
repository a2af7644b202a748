"""What agents write on LINE reaches it once, or says why not."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from channels_in.chat import fetch
from channels_in.fakes.server import Told
from channels_in.line.fake import error
from channels_in.line.send import texts_of
from tests.channels_in.answers import again, answered
from tests.channels_in.line.hooks import BUDI, TOKEN, a_file, a_said, arrives
from tickets.models import Attachment, Delivery

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reply(client, connection, line):
    """An answer to a customer who has just written, and the worker that sends it."""
    ticket = arrives(client, connection, a_said()).message.ticket
    return partial(answered, ticket)


def test_a_reply_is_pushed_as_plain_words_under_a_key_of_its_own(reply, line):
    sent = reply("**Halo**, lihat [di sini](https://nusa.example/1)")

    (taken,), (push,) = line.taken, line.calls_of("/push")
    assert (taken["to"], taken["text"]) == (BUDI, "Halo, lihat di sini (https://nusa.example/1)")
    assert push.headers["x-line-retry-key"] == str(sent.idempotency_key)
    assert (sent.status, sent.provider_id) == ("sent", taken["id"])


def test_long_words_go_as_several_messages_of_one_request(reply, line):
    sent = reply("\U0001f600" * 5001)

    assert [len(one["text"]) for one in line.taken] == [2500, 2500, 1]
    assert len(line.calls_of("/push")) == 1
    assert sent.status == "sent"


def test_however_words_are_cut_no_request_holds_more_than_five():
    text = "\n\n".join(["a" * 2600] * 7)

    texts = texts_of(text)

    assert len(texts) <= 5
    assert "".join(texts) == text


def test_an_answer_that_got_lost_is_asked_for_again_and_nothing_comes_twice(reply, line):
    line.loses = 1
    sent = reply()
    assert (sent.status, sent.reason) == ("queued", "timeout")

    again(sent)

    assert sent.status == "sent"
    assert [one["id"] for one in line.taken] == [sent.provider_id]
    assert line.faults == []


def test_trouble_of_line_is_waited_for(reply, line):
    line.moods.then(Told(status=500), Told(status=500))

    sent = again(again(reply()))

    assert (sent.status, len(line.taken)) == ("sent", 1)


def test_a_worker_that_died_while_sending_is_followed_by_one_who_sends_it_again(reply, line):
    line.loses = 1
    sent = reply()
    Delivery.objects.filter(pk=sent.pk).update(status="sending")

    again(sent)

    assert (sent.status, len(line.taken)) == ("sent", 1)


def test_after_a_day_line_no_longer_knows_the_request_so_nobody_repeats_it(reply, line):
    line.loses = 1
    sent = reply()
    tries = [{**one, "at": (timezone.now() - timedelta(hours=25)).isoformat()} for one in sent.tries]
    Delivery.objects.filter(pk=sent.pk).update(tries=tries)

    again(sent)

    assert sent.status == "unknown"
    assert len(line.calls_of("/push")) == 1


def test_what_may_have_arrived_is_in_doubt_once_there_are_no_tries_left(reply, line):
    line.moods.then(Told(cut=True), Told(cut=True))
    sent = reply()
    Delivery.objects.filter(pk=sent.pk).update(attempts=Delivery.max_attempts - 1)

    again(sent)

    assert (sent.status, line.taken) == ("unknown", [])


@pytest.mark.parametrize(
    ("mood", "status", "reason"),
    [
        pytest.param(error(400, "Failed to send messages"), "failed", "no_such_address", id="nobody"),
        pytest.param(
            error(400, "The request body has 1 error(s)", "messages[0].text"),
            "failed",
            "too_large",
            id="long",
        ),
        pytest.param(error(400, "The request body has 1 error(s)", "to"), "failed", "error", id="ours"),
        pytest.param(error(418, "of tomorrow"), "failed", "refused", id="unknown"),
        pytest.param(
            error(401, "Authentication failed due to the following reason: x"),
            "queued",
            "login_failed",
            id="token",
        ),
        pytest.param(error(403, "Not authorised"), "queued", "sender_refused", id="forbidden"),
        pytest.param(error(429, "The API rate limit has been exceeded."), "queued", "too_many", id="rate"),
        pytest.param(error(429, "You have reached your monthly limit."), "queued", "quota_used", id="quota"),
    ],
)
def test_what_an_answer_means(reply, line, mood, status, reason):
    line.moods.then(mood)

    sent = reply()

    assert (sent.status, sent.reason) == (status, reason)
    assert line.taken == []
    assert TOKEN not in sent.detail


def test_a_month_that_is_used_up_is_not_asked_about_every_minute(reply, line):
    line.moods.then(error(429, "You have reached your monthly limit."))

    sent = reply()

    assert sent.due_at > timezone.now() + timedelta(minutes=55)


def _fetched(item, connection, times=1):
    for _ in range(times):
        row = item.message.attachments.get().fetch
        type(row).objects.filter(pk=row.pk).update(due_at="2026-01-01T00:00Z", lease_until=None)
        fetch.fetch_due(connection.channel_id)
    return item.message.attachments.get()


@pytest.mark.parametrize("trouble", [(202, 202), (503, 503, 503)])
def test_a_file_that_is_not_ready_is_waited_for(client, connection, line, trouble):
    event = a_file("image")
    line.contents[event["message"]["id"]] = b"%PDF-1.4 no image"
    line.content_moods.then(*(Told(status=one) for one in trouble))
    item = arrives(client, connection, event)

    file = _fetched(item, connection, times=len(trouble) + 1)

    assert (file.state, file.content_type) == (Attachment.State.HERE, "application/pdf")


@pytest.mark.parametrize("status", [404, 410])
def test_a_file_that_is_gone_says_so_beside_its_message(client, connection, line, status):
    item = arrives(client, connection, a_file("image"))
    line.content_moods.then(Told(status=status))

    file = _fetched(item, connection)

    assert (file.state, file.reason) == (Attachment.State.LOST, "expired")
