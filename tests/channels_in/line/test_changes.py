"""What customers on LINE say otherwise later, or take back, in whatever order it comes."""

import pytest

from channels_in.models import MediaFetch, Receipt
from tests.channels_in.line.hooks import a_file, a_line, a_said, an_event, arrives, body, post
from tests.channels_in.mails import work
from tickets.models import Message

pytestmark = pytest.mark.django_db


def patience_runs_out():
    """All attempts that a receipt has."""
    for _ in range(Receipt.max_attempts):
        Receipt.objects.filter(state="pending").update(due_at="2026-01-01T00:00Z", lease_until=None)
        work()


def test_a_message_that_is_taken_back_is_shown_no_more(client):
    connection, event = a_line(), a_said("rahasia")
    message = arrives(client, connection, event).message

    undone = arrives(client, connection, an_event("unsend", unsend={"messageId": event["message"]["id"]}))

    message.refresh_from_db()
    assert (undone.outcome, undone.reason) == ("update", "taken_back")
    assert (message.text, bool(message.taken_back_at)) == ("", True)


def test_what_was_taken_back_before_it_came_is_never_shown(client):
    connection, event = a_line(), a_said("rahasia")
    post(client, connection, body(an_event("unsend", unsend={"messageId": event["message"]["id"]})))
    patience_runs_out()

    item = arrives(client, connection, event)

    assert (item.outcome, item.reason) == ("ignored", "taken_back")
    assert not Message.objects.exists()


def test_what_is_taken_back_while_its_file_is_awaited_is_not_fetched(client):
    connection, event = a_line(), a_file("image")
    arrives(client, connection, event)
    assert MediaFetch.objects.exists()

    arrives(client, connection, an_event("unsend", unsend={"messageId": event["message"]["id"]}))

    assert not MediaFetch.objects.exists()


def test_the_newest_edit_is_shown_in_whatever_order_edits_come(client):
    connection, event = a_line(), a_said("one")
    message = arrives(client, connection, event).message

    for milliseconds, words in ((2000, "three"), (1000, "two")):
        new = {**event["message"], "text": words}
        at = event["timestamp"] + milliseconds
        arrives(client, connection, an_event("messageEdited", message=new, timestamp=at))

    message.refresh_from_db()
    assert (message.text, [one["text"] for one in message.former]) == ("three", ["one", "two"])


def test_an_edit_whose_message_never_came_is_the_message(client):
    connection, event = a_line(), a_said("first")
    new = {**event["message"], "text": "newest"}
    post(client, connection, body(an_event("messageEdited", message=new)))
    patience_runs_out()

    assert Message.objects.get().text == "newest"
    assert arrives(client, connection, event).reason == "known"
