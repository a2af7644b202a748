"""Files of WhatsApp: asked for at Meta alone, by an address of today, and whole."""

import base64
import hashlib

import pytest

from channels_in import delivery
from channels_in.chat import fetch
from channels_in.fakes.server import Told, as_json, served
from channels_in.models import MediaFetch
from channels_in.whatsapp.fake import error
from tests.builders import a_reply, an_agent
from tests.channels_in.whatsapp.hooks import a_said, a_text, arrives
from tests.passing import make_due
from tickets.actions.attach import attach
from tickets.models import Attachment, Delivery

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.4 invoice"


@pytest.fixture
def waiting(client, connection, graph):
    """A document of a customer that is still at Meta, announced with its digest."""
    graph.media["media-1"] = PDF
    digest = base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    what = {"id": "media-1", "filename": "tagihan.pdf", "mime_type": "application/pdf", "sha256": digest}
    return arrives(client, connection, a_said("document", what)).message.attachments.get()


def tried(file: Attachment) -> str:
    make_due(MediaFetch)
    fetch.fetch_due(file.message.channel_id)
    file.refresh_from_db()
    return str(file.state)


def test_an_address_that_has_grown_old_is_asked_for_anew(graph, waiting):
    graph.moods.then(as_json({"url": f"{graph.url}/bytes/of-yesterday"}))

    assert [tried(waiting), tried(waiting)] == ["waiting", "here"]


def test_other_bytes_than_were_announced_are_not_kept(graph, waiting):
    graph.media["media-1"] = b"%PDF-1.4 another"
    assert tried(waiting) == "waiting"

    graph.media["media-1"] = PDF
    assert tried(waiting) == "here"


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest", "https://evil.example/x", "file:///etc/passwd"]
)
def test_nothing_is_asked_for_elsewhere(graph, waiting, url):
    graph.moods.then(as_json({"url": url}))

    assert tried(waiting) == "waiting"
    assert len(graph.asked) == 1


def test_our_token_goes_to_no_other_server(graph, waiting):
    class Another:
        asked: list = []

        def answer(self, asked):
            self.asked.append(asked)
            return Told(body=PDF)

    with served(Another()) as url:
        graph.moods.then(as_json({"url": f"{url}/bytes/media-1"}))

        assert tried(waiting) == "waiting"

    assert Another.asked == []


def test_a_file_is_uploaded_once_and_shown_once_though_the_message_needs_two_tries(client, connection, graph):
    ticket, agent = arrives(client, connection, a_text()).message.ticket, an_agent()
    draft = attach(ticket, agent=agent, kind="reply", name="a.pdf", chunks=[PDF]).draft
    a_reply(ticket, agent=agent, text="Ini", attachments_of_draft=draft)
    graph.moods.then(as_json({"id": "upload-1"}), error(131000, "Something went wrong", status=500))
    graph.media["upload-1"] = PDF

    delivery.deliver_due(connection.channel_id)
    make_due(Delivery)
    delivery.deliver_due(connection.channel_id)

    assert sum(one.path.endswith("/media") for one in graph.asked) == 1
    assert [one["document"]["id"] for one in graph.taken] == ["upload-1"]
    assert Delivery.objects.get().status == "sent"
