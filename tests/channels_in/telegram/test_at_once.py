"""What comes at the very same moment: Telegram keeps an order within a chat, our workers keep none."""

from __future__ import annotations

from functools import partial

import pytest

from channels_in import intake
from channels_in.models import Receipt, ReceiptItem
from events import claims
from tests.channels_in.telegram.hooks import a_bot, a_message, a_said, an_update, arrives, post
from tests.together import at_once
from tickets.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def taken_in_at_once() -> None:
    """Each receipt by a worker of its own."""
    receipts = []
    while found := claims.claim(Receipt.objects.select_related("connection__channel"), limit=1):
        receipts += found
    assert all(done is True for done in at_once([partial(intake.take_in, one) for one in receipts]))


def test_the_files_of_an_album_become_one_message(client):
    connection = a_bot()
    arrives(client, connection, a_said("Saya kirim foto"))  # somebody whom we know: nothing else orders them
    for album in range(4):
        for number in range(3):
            photo = [{"file_id": f"p{album}-{number}", "width": 9, "height": 9}]
            post(client, connection, an_update(a_message(media_group_id=f"{album}", photo=photo)))
        taken_in_at_once()

    albums = Message.objects.exclude(text="Saya kirim foto")
    assert [one.attachments.count() for one in albums] == [3, 3, 3, 3]


def test_a_message_under_two_numbers_is_one(client):
    connection = a_bot()
    arrives(client, connection, a_said("first"))
    for _ in range(4):
        said = a_said("twice")
        for _ in range(3):
            post(client, connection, an_update(said))
        taken_in_at_once()

    assert Message.objects.filter(text="twice").count() == 4
    assert ReceiptItem.objects.filter(reason="known").count() == 8
