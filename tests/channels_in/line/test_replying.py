"""While the customer's message is fresh its token answers it; a token is used once, and doubt stays doubt."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in import delivery
from channels_in.line.fake import error
from channels_in.models import ReplyToken
from tests.builders import a_reply
from tests.channels_in.answers import again, answered
from tests.channels_in.line.hooks import BUDI, SITI, a_said, an_event, arrives
from tickets.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said(client, connection, line):
    """The customer writes, and LINE gives tokens along with it."""

    def says(text="Sudah sampai mana?", **event):
        token = f"reply-{text}"
        line.reply_tokens[token] = BUDI
        event = {**a_said(text, quoteToken="quote-me"), "replyToken": token, **event}
        return arrives(client, connection, event).message

    return says


def answer(message, text="Sudah kami kirim", **fields):
    return answered(message.ticket, text, **fields)


def is_old(message, seconds):
    ReplyToken.objects.filter(message=message).update(received_at=timezone.now() - timedelta(seconds=seconds))


def test_a_fresh_message_is_answered_by_its_token(said, line):
    sent = answer(said())

    assert (sent.status, [one["to"] for one in line.taken]) == ("sent", [BUDI])
    assert (len(line.calls_of("/reply")), line.calls_of("/push")) == (1, [])
    assert line.faults == []


def test_an_older_one_is_answered_by_a_push_with_a_key(said, line):
    message = said()
    is_old(message, 120)

    sent = answer(message)

    (push,) = line.calls_of("/push")
    assert push.headers["x-line-retry-key"] == str(sent.idempotency_key)
    assert line.calls_of("/reply") == []


def test_a_token_that_line_no_longer_takes_makes_it_a_push(said, line):
    message = said()
    line.reply_tokens.clear()

    sent = answer(message)

    assert (sent.status, len(line.taken)) == ("sent", 1)
    assert (len(line.calls_of("/reply")), len(line.calls_of("/push"))) == (1, 1)


def test_two_answers_never_use_one_token(said, line):
    message = said()

    answer(message, "Satu")
    answer(message, "Dua")

    assert [one["text"] for one in line.taken] == ["Satu", "Dua"]
    assert (len(line.calls_of("/reply")), len(line.calls_of("/push"))) == (1, 1)


def test_a_reply_whose_answer_got_lost_is_never_pushed_as_well(said, line):
    message = said()
    line.loses = 1
    sent = answer(message)
    assert (sent.status, sent.reason) == ("queued", "timeout")

    again(sent)

    assert (sent.status, len(line.taken), line.calls_of("/push")) == ("unknown", 1, [])


def test_nor_once_its_token_has_grown_old(said, line):
    message = said()
    line.loses = 1
    sent = answer(message)
    is_old(message, 60)

    again(sent)

    assert (sent.status, len(line.calls_of("/reply")), line.calls_of("/push")) == ("unknown", 1, [])


def test_a_refused_reply_frees_its_token(said, line):
    message = said()
    line.reply_moods.then(error(429, "The API rate limit has been exceeded. Try again later."))
    sent = answer(message)

    again(sent)

    assert (sent.status, len(line.taken), line.calls_of("/push")) == ("sent", 1, [])


def test_a_used_up_month_does_not_keep_replies_back(said, line):
    line.moods.then(error(429, "You have reached your monthly limit."))

    assert answer(said()).status == "sent"


def test_nor_does_what_waits_for_the_next_month(said, line):
    old = said("Siti", source={"type": "user", "userId": SITI})
    is_old(old, 120)
    line.moods.then(*[error(429, "You have reached your monthly limit.")] * 2)
    waiting, at_once = a_reply(old.ticket, text="Satu"), a_reply(said("Budi").ticket, text="Dua")

    delivery.deliver_due(old.channel_id)
    later = answer(said("Budi lagi"), "Tiga")

    found = [Delivery.objects.get(message=one) for one in (waiting, at_once)] + [later]
    assert [(one.status, one.reason) for one in found] == [
        ("queued", "quota_used"),
        ("sent", ""),
        ("sent", ""),
    ]
    assert len(line.calls_of("/push")) == 1


def test_while_another_service_holds_the_chat_nothing_of_ours_is_sent(said, line):
    sent = answer(said(mode="standby"))

    assert (sent.status, sent.reason) == ("failed", "thread_taken")
    assert line.taken == []

    assert answer(said()).status == "sent"


def test_what_another_application_answers_gives_no_token(said, line):
    message = said(mode="standby")

    assert not ReplyToken.objects.filter(message=message).exclude(reply="").exists()


def test_a_message_that_is_answered_is_quoted(said, connection, line):
    message = said()
    written = a_reply(message.ticket, text="Besok")
    type(written).objects.filter(pk=written.pk).update(replies_to=message)

    delivery.deliver_due(connection.channel_id)

    assert line.taken[0]["quoteToken"] == "quote-me"


def test_a_follow_gives_nothing_to_answer_with(client, connection, line):
    arrives(client, connection, an_event("follow", replyToken="r"))

    assert not ReplyToken.objects.exists()
