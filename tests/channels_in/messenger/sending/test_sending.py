"""What agents write on Messenger and Instagram reaches it once, or says why not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in import delivery
from channels_in.fakes.server import Told, as_json
from channels_in.models import Connection
from tests.builders import a_reply
from tests.channels_in.answers import again
from tests.channels_in.direct.hooks import SITI, TOKEN, an_event, arrives
from tests.channels_in.messenger.sending.replies import refusal

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reply_goes_to_the_customers_id_as_plain_words(reply, connection, graph):
    sent = reply("**Halo**, lihat [di sini](https://nusa.example/1)")

    (taken,) = graph.taken
    assert (taken["account"], taken["recipient"]) == (connection.address, {"id": SITI})
    assert taken["messaging_type"] == "RESPONSE"
    assert taken["message"]["text"].startswith("Halo, lihat di sini")
    assert "https://nusa.example/1" in taken["message"]["text"]
    assert (sent.status, sent.parts.get().provider_id) == ("sent", taken["mid"])


def test_somebody_known_by_a_reference_is_answered_by_it(client, connection, graph):
    event = an_event(connection, postback={"payload": "hey"})
    ticket = arrives(client, connection, {**event, "sender": {"user_ref": 98}}).message.ticket

    a_reply(ticket)
    delivery.deliver_due(connection.channel_id)

    assert graph.taken[0]["recipient"] == {"user_ref": "98"}


def test_what_failed_in_the_middle_goes_on_after_what_went_out(reply, graph):
    words = "é" * 1400 + " " + "é" * 1100  # 2,501 characters in Messenger's count, 5,001 bytes in Instagram's
    graph.moods.then(as_json({"message_id": "m_first"}), refusal(613))

    sent = reply(words)
    assert (sent.status, sent.reason) == ("queued", "too_many")
    sent = again(sent)

    assert (sent.status, sent.parts.get(number=0).provider_id) == ("sent", "m_first")
    assert len(graph.taken) == sent.parts.count() - 1


def test_the_token_travels_in_no_address_and_stands_in_no_row(reply, graph):
    graph.moods.then(refusal(190, 463, status=401))

    sent = reply()

    assert all(TOKEN not in str(asked.query) and TOKEN not in asked.path for asked in graph.asked)
    assert TOKEN not in f"{sent.detail} {sent.tries} {Connection.objects.get().problems}"


@pytest.mark.parametrize(
    ("mood", "status", "reason"),
    [
        pytest.param(refusal(10, 2018278), "failed", "window_closed", id="window"),
        pytest.param(refusal(10, 2534022, status=403), "failed", "window_closed", id="window of instagram"),
        pytest.param(refusal(10, said="To use 'Human Agent' …"), "failed", "tag_not_allowed", id="tag"),
        pytest.param(refusal(551, 1545041), "failed", "not_reachable_there", id="gone"),
        pytest.param(refusal(100, 2018001), "failed", "no_such_address", id="nobody"),
        pytest.param(refusal(100, said="No matching user"), "failed", "no_such_address", id="no user"),
        pytest.param(refusal(100, 7), "failed", "refused", id="our mistake"),
        pytest.param(refusal(77777), "failed", "refused", id="unheard of"),
        pytest.param(refusal(77777, is_transient=True), "queued", "provider_trouble", id="passing"),
        pytest.param(refusal(2, status=500), "queued", "provider_trouble", id="trouble"),
        pytest.param(refusal(100, 2534037), "queued", "thread_taken", id="taken over"),
        pytest.param(refusal(190, 460, status=401), "queued", "login_failed", id="token"),
        pytest.param(refusal(10, said="… does not have permission …"), "queued", "login_failed", id="right"),
        pytest.param(refusal(1, 1357046, status=500), "unknown", "interrupted", id="told so, and sent"),
        pytest.param(Told(status=500), "unknown", "interrupted", id="no answer of theirs"),
        pytest.param(Told(cut=True), "unknown", "interrupted", id="cut"),
        pytest.param(Told(body=b"<html>"), "unknown", "interrupted", id="no JSON"),
        pytest.param(as_json({"recipient_id": "1"}), "unknown", "interrupted", id="200 without an id"),
        pytest.param(Told(status=429), "queued", "too_many", id="429"),
    ],
)
def test_what_an_answer_means(reply, graph, mood, status, reason):
    graph.moods.then(mood)

    sent = reply()

    assert (sent.status, sent.reason) == (status, reason)
    assert graph.taken == []


def test_when_our_share_is_used_up_meta_says_until_when(reply, graph):
    usage = '{"1": [{"type": "messenger", "estimated_time_to_regain_access": 3}, 7]}'
    headers = {"X-Business-Use-Case-Usage": usage}
    graph.moods.then(Told(status=400, body=refusal(613).body, headers=headers))

    sent = reply()

    wait = sent.due_at - timezone.now()
    assert timedelta(minutes=2, seconds=50) < wait <= timedelta(minutes=3)


def test_a_channel_that_is_down_keeps_what_waits_and_sends_it_with_a_new_token(reply, connection, graph):
    connection.secrets = {**connection.secrets, "access_token": "an old one"}
    connection.save()
    sent = reply()
    assert (sent.status, Connection.objects.get().problem) == ("queued", "send_token")

    connection.secrets = {**connection.secrets, "access_token": TOKEN}
    connection.save(update_fields=["secrets"])
    sent = again(sent)

    assert (sent.status, Connection.objects.get().problem) == ("sent", "")


def test_a_customer_of_another_account_is_not_written_to(client, connection, reply, graph):
    connection.address = "another"
    connection.save()

    sent = reply()

    assert (sent.status, sent.reason, graph.asked) == ("failed", "no_such_address", [])
