"""What customers on Telegram say otherwise later, or in several pieces."""

import random

import pytest

from channels_in.models import MediaFetch, Receipt, ReceiptItem
from tests.channels_in.mails import work
from tests.channels_in.telegram.hooks import a_bot, a_message, a_said, an_update, arrives, post
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_an_edit_shows_the_new_words_and_one_without_a_change_shows_nothing(client):
    connection, said = a_bot(), a_said("Hi")
    message = arrives(client, connection, said).message

    new = {**said, "text": "Hello", "edit_date": said["date"] + 5}
    edited = arrives(client, connection, edited_message=new)
    same = arrives(client, connection, edited_message={**new, "edit_date": said["date"] + 9})

    message.refresh_from_db()
    assert (message.text, [one["text"] for one in message.former]) == ("Hello", ["Hi"])
    assert (edited.outcome, edited.reason) == ("update", "edited")
    assert (same.outcome, same.reason) == ("ignored", "unchanged")


def test_a_late_older_edit_is_filed_behind_the_newest_words(client):
    connection, said = a_bot(), a_said("one")
    message = arrives(client, connection, said).message

    for seconds, words in ((20, "three"), (10, "two")):
        arrives(
            client, connection, edited_message={**said, "text": words, "edit_date": said["date"] + seconds}
        )

    message.refresh_from_db()
    assert (message.text, [one["text"] for one in message.former]) == ("three", ["one", "two"])


def test_an_edit_whose_message_never_came_is_the_message(client):
    connection, said = a_bot(), a_said("newest", edit_date=1795500005)
    post(client, connection, an_update(edited_message=said))
    _patience_runs_out()

    assert Message.objects.get().text == "newest"
    assert arrives(client, connection, {**said, "text": "first"}).reason == "known"


def test_an_edit_that_came_first_waits_for_its_message(client):
    connection, said = a_bot(), a_said("first")
    post(client, connection, an_update(edited_message={**said, "text": "newest", "edit_date": 1795500005}))
    work()
    arrives(client, connection, said)
    _patience_runs_out()

    message = Message.objects.get()
    assert (message.text, message.former[0]["text"]) == ("newest", "first")


def _patience_runs_out():
    """All attempts that a receipt has."""
    for _ in range(Receipt.max_attempts):
        Receipt.objects.filter(state="pending").update(due_at="2026-01-01T00:00Z", lease_until=None)
        work()


def test_the_files_of_an_album_become_one_message_in_whatever_order_they_come(client):
    connection = a_bot()
    pieces = [
        a_message(
            message_id=number,
            media_group_id="135",
            photo=[{"file_id": f"p{number}", "width": 9, "height": 9}],
            **({"caption": "Tiga foto"} if number == 81 else {}),
        )
        for number in (80, 81, 82)
    ]
    random.Random(4).shuffle(pieces)
    for piece in pieces:
        post(client, connection, an_update(piece))
    work()

    message = Message.objects.get()
    assert message.text == "Tiga foto"
    assert message.attachments.count() == MediaFetch.objects.count() == 3
    assert sorted(ReceiptItem.objects.values_list("outcome", "reason")) == [
        ("message", ""),
        ("update", "album"),
        ("update", "album"),
    ]

    arrives(client, connection, edited_message={**pieces[-1], "caption": "Lain", "edit_date": 1795500009})
    message.refresh_from_db()
    assert "Lain" in message.text
