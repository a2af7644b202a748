"""What agents write on Messenger and Instagram reaches it once, or says why not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in import delivery
from channels_in.fakes.server import Told, as_json
from channels_in.meta.direct.fake import error
from channels_in.models import Connection
from events import actors
from tests.builders import a_reply
from tests.channels_in.direct.hooks import SITI, TOKEN, a_text, an_account, an_event, arrives
from tickets.actions.automatic import send_automatic
from tickets.models import Delivery, Message
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
HOURS = timedelta(hours=1)


def refusal(code, subcode=0, *, said="x", status=400, **more):
    return error(code, subcode, said, status=status, **more)


@pytest.fixture(params=["messenger", "instagram"])
def connection(request, graph):
    return known_to(graph, an_account(request.param))


def known_to(graph, connection):
    graph.accounts[connection.address] = connection.channel.kind
    return connection


@pytest.fixture
def ticket(client, connection):
    return arrives(client, connection, a_text(connection)).message.ticket


@pytest.fixture
def reply(connection, ticket):
    def write(text="Sudah kami kirim", *, hours=0, **fields):
        """`hours`: how long ago the customer wrote by the time that it leaves."""
        message = a_reply(ticket, text=text, **fields)
        if hours:
            long_ago(ticket, hours * HOURS)
        delivery.deliver_due(connection.channel_id)
        return Delivery.objects.get(message=message)

    return write


def again(sent):
    Delivery.objects.update(due_at=timezone.now())
    delivery.deliver_due(sent.channel_id)
    sent.refresh_from_db()
    return sent


def long_ago(ticket, since):
    """The customer's last words were said then."""
    then = timezone.now() - since
    Message.objects.filter(ticket=ticket, direction="inbound").update(sent_at=then, created_at=then)


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


def test_until_the_window_shuts_a_reply_is_a_response(ticket, reply, graph):
    long_ago(ticket, 24 * HOURS - timedelta(seconds=30))

    assert reply().status == "sent"
    assert "tag" not in graph.taken[0]


def test_after_the_window_nothing_is_asked_of_meta(ticket, reply, graph):
    sent = reply(hours=24.001)

    assert (sent.status, sent.reason, graph.asked) == ("failed", "window_closed", [])


def test_after_the_window_nothing_can_be_written(ticket, reply):
    long_ago(ticket, 24 * HOURS + timedelta(seconds=1))

    with pytest.raises(Refused, match="window_closed"):
        reply()


@pytest.mark.parametrize(("hours", "status"), [(25, "sent"), (7 * 24 - 1, "sent"), (7 * 24 + 1, "failed")])
def test_a_person_may_answer_for_a_week_where_meta_has_granted_it(
    connection, ticket, reply, graph, hours, status
):
    connection.options = {**connection.options, "human_agent": True}
    connection.save()
    assert reply(hours=hours).status == status
    assert [(one["messaging_type"], one["tag"]) for one in graph.taken] == (
        [("MESSAGE_TAG", "HUMAN_AGENT")] if status == "sent" else []
    )


def test_what_the_system_writes_is_never_said_to_be_from_a_person(connection, ticket, graph):
    connection.options = {**connection.options, "human_agent": True}
    connection.save()
    message = send_automatic(ticket, text="We are closed", by=actors.SYSTEM, reason="acknowledgement")
    long_ago(ticket, 25 * HOURS)
    delivery.deliver_due(connection.channel_id)

    sent = Delivery.objects.get(message=message)
    assert (sent.status, sent.reason, graph.asked) == ("failed", "window_closed", [])


def test_a_customer_of_another_account_is_not_written_to(client, connection, reply, graph):
    connection.address = "another"
    connection.save()

    sent = reply()

    assert (sent.status, sent.reason, graph.asked) == ("failed", "no_such_address", [])
