"""What agents write on Telegram reaches it once, or says why not."""

from functools import partial

import pytest
from django.db.models.functions import Now

from channels_in import delivery
from channels_in.actions.save_connection import save_connection
from channels_in.fakes.server import Told, as_json
from channels_in.models import Connection
from channels_in.telegram.fake import error
from channels_in.telegram.marks import as_html
from events import actors
from tests.builders import a_reply
from tests.channels_in.answers import answered
from tests.channels_in.telegram.hooks import BUDI, TOKEN, a_said, arrives
from tickets.models import Delivery, Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reply(client, connection, bot):
    """An answer to a customer who has just written, and the worker that sends it."""
    ticket = arrives(client, connection, a_said()).message.ticket
    return partial(answered, ticket)


def test_a_reply_goes_to_the_chat_and_is_known_by_its_number_there(reply, bot):
    sent = reply("**Halo** <b>")

    (taken,) = bot.taken
    assert (taken["chat_id"], taken["text"]) == (str(BUDI), "<b>Halo</b> &lt;b&gt;")
    assert (sent.status, sent.parts.get().provider_id) == ("sent", f"{BUDI}:{taken['message_id']}")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a < b & **c**", "a &lt; b &amp; <b>c</b>"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](https://nusa.example/?a=1&b=2)", '<a href="https://nusa.example/?a=1&amp;b=2">x</a>'),
        ("satu\ndua\n\ntiga", "satu\ndua\n\ntiga"),
        ("- satu\n- *dua*", "• satu\n• <i>dua</i>"),
        ("3. satu\n4. dua", "3. satu\n4. dua"),
        ("`a<b`", "<code>a&lt;b</code>"),
        ("```\nx = 1\ny = 2\n```", "<pre>x = 1\ny = 2\n</pre>"),
    ],
)
def test_marks_are_those_that_telegram_reads(source, html):
    assert as_html(source) == html


def test_length_is_counted_as_telegram_counts(reply, bot):
    sent = reply("\U0001f600" * 4096)

    assert [len(one["shown"]) for one in bot.taken] == [2048, 2048]
    assert sent.status == "sent"


def test_a_quotation_never_stops_an_answer(client, connection, bot):
    said = a_said("Lagi")
    quoted = arrives(client, connection, said).message
    answer = a_reply(quoted.ticket, text="Ya")
    Message.objects.filter(pk=answer.pk).update(replies_to=quoted)

    delivery.deliver_due(connection.channel_id)

    assert bot.taken[0]["reply_parameters"] == {
        "message_id": said["message_id"],
        "allow_sending_without_reply": True,
    }


def test_marks_that_telegram_cannot_read_are_left_out_once(reply, bot):
    bot.moods.then(error(400, "Bad Request: can't parse entities: Unsupported start tag"))

    sent = reply("**Halo**")

    assert [one["text"] for one in bot.taken] == ["Halo"]
    assert sent.status == "sent"
    assert len(bot.calls_of("sendMessage")) == 2


@pytest.mark.parametrize(
    ("mood", "status", "reason"),
    [
        pytest.param(error(403, "Forbidden: bot was blocked by the user"), "failed", "blocked", id="block"),
        pytest.param(error(403, "Forbidden: user is deactivated"), "failed", "gone", id="gone"),
        pytest.param(
            error(403, "Forbidden: bot can't initiate conversation with a user"),
            "failed",
            "must_write_first",
            id="first",
        ),
        pytest.param(error(400, "Bad Request: chat not found"), "failed", "no_such_address", id="nobody"),
        pytest.param(error(400, "Bad Request: MESSAGE is too long"), "failed", "too_large", id="long"),
        pytest.param(error(400, "Bad Request: of tomorrow"), "failed", "refused", id="unknown"),
        pytest.param(error(401, "Unauthorized"), "queued", "login_failed", id="token"),
        pytest.param(error(404, "Not Found"), "queued", "login_failed", id="no token"),
        pytest.param(error(429, "Too Many Requests", retry_after=3), "queued", "too_many", id="rate"),
        pytest.param(error(500, "Internal Server Error"), "unknown", "interrupted", id="500"),
        pytest.param(Told(status=502), "unknown", "interrupted", id="502 of a proxy"),
        pytest.param(Told(cut=True), "unknown", "interrupted", id="cut"),
        pytest.param(as_json({"ok": True, "result": {}}), "unknown", "interrupted", id="no id"),
    ],
)
def test_what_an_answer_means(reply, bot, mood, status, reason):
    bot.moods.then(mood)

    sent = reply()

    assert (sent.status, sent.reason) == (status, reason)
    assert bot.taken == []
    assert TOKEN not in sent.detail


def test_the_whole_bot_waits_as_long_as_it_is_told_to(client, reply, connection, bot):
    bot.moods.then(error(429, "Too Many Requests: retry after 300", retry_after=300))
    first = reply("satu")
    second = reply("dua")

    assert bot.taken == [] or [one["shown"] for one in bot.taken] == ["dua"]
    first.refresh_from_db()
    assert (first.due_at - first.created_at).total_seconds() > 290
    assert first.attempts == 0
    assert second.status in {"queued", "sent"}


def test_other_chats_of_the_bot_wait_too(client, reply, connection, bot):
    bot.moods.then(error(429, "Too Many Requests: retry after 300", retry_after=300))
    reply("satu")
    siti = a_said(**{"from": {"id": 4711, "first_name": "Siti"}, "chat": {"id": 4711, "type": "private"}})
    ticket = arrives(client, connection, siti).message.ticket

    a_reply(ticket, text="dua")
    assert connection.channel_id not in delivery.due_channels()
    delivery.deliver_due(connection.channel_id)
    assert len(bot.calls_of("sendMessage")) == 1

    Connection.objects.update(sends_again_at=Now())
    Delivery.objects.update(due_at=Now())
    delivery.deliver_due(connection.channel_id)
    assert sorted(one["text"] for one in bot.taken) == ["dua", "satu"]


def test_a_new_bot_need_not_wait_for_the_former(reply, connection, bot):
    bot.moods.then(error(429, "Too Many Requests: retry after 300", retry_after=300))
    reply("satu")

    save_connection(connection.channel, by=actors.SYSTEM, secrets={"bot_token": "110201543:" + "B" * 35})

    connection.refresh_from_db()
    assert connection.sends_again_at is None


def test_when_nobody_listens_it_is_tried_again(reply, settings, bot):
    from helpdesk import provider_environment

    settings.PROVIDERS = provider_environment.read({"ALUR_TELEGRAM_URL": "http://127.0.0.1:9"})

    sent = reply()

    assert (sent.status, sent.reason) == ("queued", "unreachable")
    assert TOKEN not in sent.detail
