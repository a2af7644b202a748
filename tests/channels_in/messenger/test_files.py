"""Customers' files are fetched from Meta's own hosts, in spite of trouble, or say why they could not be."""

import pytest
from django.utils import timezone

from channels_in.chat import fetch
from channels_in.fakes.server import Told
from channels_in.models import MediaFetch
from tests.channels_in.direct.hooks import TOKEN, a_page, a_picture, a_said, arrives
from tickets.models import Attachment

pytestmark = pytest.mark.django_db(transaction=True)
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


@pytest.fixture
def coming(client, graph):
    """A picture at an address, and the worker that fetches it as often as is said."""
    page = a_page()

    def at(url, *, tries=1):
        item = arrives(client, page, a_said(page, mid="m_1", attachments=[a_picture(url)]))
        for _ in range(tries):
            MediaFetch.objects.update(due_at=timezone.now())
            fetch.fetch_due(page.channel_id)
        return item.message.attachments.get()

    return at


def test_a_file_is_fetched_in_spite_of_trouble_and_without_our_token(coming, graph):
    graph.cdn["1.gif"] = [Told(status=503), Told(status=503), Told(status=503), Told(body=GIF)]

    file = coming(f"{graph.url}/cdn/1.gif", tries=4)

    assert (file.state, file.content_type, file.size) == (Attachment.State.HERE, "image/gif", len(GIF))
    assert all(TOKEN not in str(asked.headers) for asked in graph.asked)


def test_a_stale_address_is_asked_for_anew(coming, graph):
    graph.cdn = {"old.gif": [Told(status=403)], "new.gif": [Told(body=GIF)]}
    graph.attachments["m_1"] = [f"{graph.url}/cdn/new.gif"]

    assert coming(f"{graph.url}/cdn/old.gif").state == Attachment.State.HERE


def test_what_meta_has_no_more_says_so_beside_its_message(coming, graph):
    graph.cdn["old.gif"] = [Told(status=404)]

    file = coming(f"{graph.url}/cdn/old.gif")

    assert (file.state, file.reason) == (Attachment.State.LOST, "expired")


@pytest.mark.parametrize(
    "url", ["https://evil.example/1.gif", "http://169.254.169.254/latest", "https://fbcdn.net.evil.example/"]
)
def test_nothing_is_fetched_from_elsewhere(coming, graph, url):
    file = coming(url)

    assert (file.state, file.reason, graph.asked) == (Attachment.State.LOST, "elsewhere", [])


def test_a_redirect_leads_nowhere_else(coming, graph):
    graph.cdn["1.gif"] = [Told(status=302, headers={"Location": "http://169.254.169.254/latest"})]

    file = coming(f"{graph.url}/cdn/1.gif")

    assert (file.state, file.reason) == (Attachment.State.LOST, "elsewhere")


def test_a_page_that_calls_itself_a_picture_is_none(coming, graph):
    page = b"<html><script>alert(1)</script></html>"
    graph.cdn["1.jpeg"] = [Told(body=page, headers={"Content-Type": "image/jpeg"})]

    file = coming(f"{graph.url}/cdn/1.jpeg")

    assert file.state == Attachment.State.HERE
    assert not file.content_type.startswith("image/")
