"""What agents write on WhatsApp reaches it once, or says why not."""

from functools import partial

import pytest

from channels_in import delivery
from channels_in.chat import fetch
from channels_in.fakes.server import Told, as_json
from channels_in.whatsapp.fake import error
from tests.builders import an_agent
from tests.channels_in.answers import answered
from tests.channels_in.mails import work
from tests.channels_in.whatsapp.hooks import BUDI, SECRET, a_said, a_text, arrives, body, post
from tickets.actions.attach import attach
from tickets.models import Attachment, Delivery, DeliveryPart

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reply(client, connection, graph):
    """An answer to a customer who has just written, and the worker that sends it."""
    ticket = arrives(client, connection, a_text()).message.ticket
    return partial(answered, ticket)


def test_a_reply_goes_to_the_number_with_its_plus_and_is_known_by_its_id(reply, graph):
    sent = reply("**Halo**, lihat [di sini](https://nusa.example/1)")

    (taken,) = graph.taken
    assert (taken["to"], taken["text"]["body"]) == (
        f"+{BUDI}",
        "*Halo*, lihat di sini: https://nusa.example/1",
    )
    assert (sent.status, sent.parts.get().provider_id) == ("sent", taken["wamid"])


def test_an_app_that_demands_a_proof_gets_it_with_words_and_files(client, reply, connection, graph):
    graph.demands_proof_of = SECRET
    ticket = reply().message.ticket

    agent = an_agent()
    draft = attach(ticket, agent=agent, kind="reply", name="a.pdf", chunks=[b"%PDF-1.4 a"]).draft
    sent = reply("Ini", agent=agent, attachments_of_draft=draft)
    picture = a_said("image", {"id": "media-1", "mime_type": "image/png"})
    graph.media["media-1"] = b"\x89PNG\r\n\x1a\n"
    arrives(client, connection, picture)
    fetch.fetch_due(connection.channel_id)

    assert sent.status == "sent"
    assert Attachment.objects.get(message__direction="inbound").state == "here"


def test_a_secret_that_proves_nothing_stops_the_channel_and_loses_nothing(client, reply, connection, graph):
    picture = a_said("image", {"id": "media-1", "mime_type": "image/png"})
    graph.media["media-1"] = b"\x89PNG\r\n\x1a\n"
    graph.demands_proof_of = "the app's secret since today"
    arrives(client, connection, picture)
    fetch.fetch_due(connection.channel_id)

    sent = reply()

    connection.refresh_from_db()
    assert (sent.status, connection.problems["send"]["code"]) == ("queued", "send_secret")
    assert Attachment.objects.get().state == "waiting"


def test_words_longer_than_one_message_may_be_go_as_several(reply, graph):
    sent = reply("\n\n".join(["kata " * 700] * 3))

    assert len(graph.taken) == 3
    assert all(len(one["text"]["body"]) <= 4096 for one in graph.taken)
    assert sent.status == "sent"


def test_what_failed_in_the_middle_goes_on_after_what_went_out(reply, connection, graph):
    graph.moods.then(as_json({"messages": [{"id": "wamid.first"}]}), error(131000, "Something", status=500))

    sent = reply("\n\n".join(["kata " * 700] * 2))
    assert sent.status == "queued"
    Delivery.objects.update(due_at="2026-01-01T00:00Z")
    delivery.deliver_due(connection.channel_id)

    sent.refresh_from_db()
    assert sent.status == "sent"
    assert sent.parts.get(number=0).provider_id == "wamid.first"
    assert len(graph.taken) == 1


@pytest.mark.parametrize(
    ("mood", "status", "reason"),
    [
        pytest.param(error(131047, "Too late", status=400), "failed", "window_closed", id="window"),
        pytest.param(error(190, "Expired", status=401), "queued", "login_failed", id="token"),
        pytest.param(error(131056, "Pair rate", status=400), "queued", "too_many", id="pair rate"),
        pytest.param(Told(status=500), "unknown", "interrupted", id="no answer of theirs"),
        pytest.param(Told(cut=True), "unknown", "interrupted", id="cut"),
        pytest.param(as_json({"messages": []}), "unknown", "interrupted", id="200 without an id"),
    ],
)
def test_what_an_answer_means(reply, graph, mood, status, reason):
    graph.moods.then(mood)

    sent = reply()

    assert (sent.status, sent.reason) == (status, reason)
    assert graph.taken == []


@pytest.mark.parametrize(
    "order",
    [
        ("sent", "delivered", "read"),
        ("read", "delivered", "sent"),
        ("played", "delivered"),
        ("delivered", "read", "failed"),
    ],
    ids=">".join,
)
def test_statuses_only_rise_in_whatever_order_they_come(client, connection, reply, graph, order):
    sent = reply()
    for status in (*order, *order):
        told = {"id": sent.parts.get().provider_id, "status": status, "timestamp": "1795500100"}
        post(client, connection, body(connection, statuses=[told]))
    work()

    sent.refresh_from_db()
    assert sent.status == "read"
    assert DeliveryPart.objects.get().status == "read"


def test_a_file_is_fetched_in_spite_of_trouble(client, connection, graph):
    graph.media["media-1"] = b"%PDF-1.4 invoice"
    item = arrives(client, connection, a_said("document", {"id": "media-1", "filename": "tagihan.pdf"}))
    graph.moods.then(Told(status=503), Told(status=503), Told(status=503))

    for _ in range(4):
        item.message.attachments.get().fetch.__class__.objects.update(due_at="2026-01-01T00:00Z")
        fetch.fetch_due(connection.channel_id)

    file = item.message.attachments.get()
    assert (file.state, file.size, file.content_type) == (Attachment.State.HERE, 16, "application/pdf")


def test_a_file_that_is_gone_says_so_beside_its_message(client, connection, graph):
    item = arrives(client, connection, a_said("image", {"id": "long-gone"}))

    fetch.fetch_due(connection.channel_id)

    file = item.message.attachments.get()
    assert (file.state, file.reason) == (Attachment.State.LOST, "expired")
