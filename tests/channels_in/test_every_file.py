"""Files of customers on every chat: there with their bytes in spite of trouble, or saying why not; the words
they came with never wait for them.
"""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from channels_in.chat import fetch
from channels_in.fakes.server import Told
from channels_in.models import Connection, MediaFetch, Receipt
from channels_in.simulator.acts import Act
from channels_in.simulator.manners.table import MANNERS
from tests.builders import an_admin
from tests.channels_in.broken_storage import a_full_disk, refusing
from tests.channels_in.every_provider import MAKERS, an_act, letter_of, played, posted
from tests.channels_in.mails import work
from tickets import attachment_files, file_reasons
from tickets.models import Attachment, Message

pytestmark = pytest.mark.django_db

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
TRIES = MediaFetch.max_attempts + 1


@pytest.fixture(params=MAKERS)
def connection(request):
    return MAKERS[request.param]()


@pytest.fixture
def provider(settings, connection):
    with played(settings, connection) as found:
        yield found


def a_picture(connection: Connection, provider: Any) -> Act:
    """That a customer is about to send; the provider holds it."""
    act = an_act(connection, kind="picture", file_name="rusak.png", content_type="image/png")
    manners = MANNERS[connection.channel.kind]
    manners.holds(provider.fake, manners.file_of(connection, act), PNG, "image/png")
    return act


def arrived(connection: Connection, act: Act) -> Message:
    assert posted(connection, letter_of(connection, act)) == 200
    work()
    return Message.objects.get()


def fetched(connection: Connection, *, times: int) -> Attachment:
    for _ in range(times):
        MediaFetch.objects.filter(state="pending").update(due_at=timezone.now())
        fetch.fetch_due(connection.channel_id)
    return Attachment.objects.get()


def test_a_file_comes_in_spite_of_three_refusals_with_its_bytes(connection, provider):
    message = arrived(connection, a_picture(connection, provider))
    assert message.attachments.get().state == Attachment.State.WAITING
    provider.troubles.then(*[Told(status=503)] * 3)

    assert fetched(connection, times=3).state == Attachment.State.WAITING
    file = fetched(connection, times=1)

    assert (file.message, file.state, file.content_type) == (message, Attachment.State.HERE, "image/png")
    assert attachment_files.path_of(file.key).read_bytes() == PNG


def test_a_file_that_is_gone_for_good_says_so_on_the_page_beside_its_message(connection, provider):
    message = arrived(connection, a_picture(connection, provider))
    provider.always = Told(status=404)
    client = Client()
    client.force_login(an_admin(language="en"))

    file = fetched(connection, times=TRIES)

    assert (file.message, file.state) == (message, Attachment.State.LOST)
    assert file.reason in {"expired", "unavailable"}
    page = client.get(f"/tickets/{message.ticket_id}/").content.decode()
    assert file_reasons.words_for_file(file.reason) in page


@pytest.mark.parametrize("table", ["tickets_attachment", "channels_in_mediafetch"])
def test_no_message_is_there_without_the_row_of_its_file(connection, provider, table):
    act = a_picture(connection, provider)
    with refusing(table):
        posted(connection, letter_of(connection, act))
        work()
    assert not Message.objects.exists()

    Receipt.objects.update(due_at=timezone.now(), lease_until=None)
    work()

    assert Message.objects.get().attachments.get().fetch.state == MediaFetch.State.PENDING


def test_on_a_full_disk_a_file_waits_until_there_is_room(connection, provider):
    arrived(connection, a_picture(connection, provider))
    with a_full_disk():
        assert fetched(connection, times=3).state == Attachment.State.WAITING

    file = fetched(connection, times=1)

    assert file.state == Attachment.State.HERE
    assert attachment_files.path_of(file.key).read_bytes() == PNG
