"""A file that its provider did not hand out is asked for again."""

import pytest
from django.test import Client

from channels_in.chat.fetch import fetch_due
from channels_in.models import MediaFetch
from tests.builders import an_admin
from tests.channels_in.whatsapp.hooks import a_number, a_said, arrives
from tickets.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(client, graph):
    """Meta has forgotten the picture of a message."""
    image = {"id": "media-1", "mime_type": "image/jpeg"}
    message = arrives(client, a_number(), a_said("image", image)).message
    MediaFetch.objects.update(state="done")
    Attachment.objects.update(state="lost", reason="expired")
    return message


@pytest.fixture
def agent():
    client = Client()
    client.force_login(an_admin(language="en"))
    return client


def asks(agent, file):
    return agent.post(f"/attachments/{file.key}/fetch/", headers={"X-Requested-With": "fetch"})


def test_it_is_there_once_the_provider_has_it(lost, agent, graph):
    graph.media["media-1"] = b"\xff\xd8\xff\xe0" + b"\0" * 60

    assert asks(agent, lost.attachments.get()).status_code == 200
    assert lost.attachments.get().state == "waiting"

    fetch_due(lost.channel_id)
    assert lost.attachments.get().state == "here"


def test_a_second_click_asks_for_nothing_more(lost, agent):
    file = lost.attachments.get()
    asks(agent, file)
    MediaFetch.objects.update(attempts=3)

    answer = asks(agent, file)

    assert (answer.status_code, answer.json()) == (400, {"error": "There is nothing to fetch here any more."})
    assert MediaFetch.objects.get().attempts == 3


def test_what_no_try_can_get_is_not_asked_for(lost, agent):
    Attachment.objects.update(reason="too_large")

    assert asks(agent, lost.attachments.get()).status_code == 400
    assert MediaFetch.objects.get().state == "done"
