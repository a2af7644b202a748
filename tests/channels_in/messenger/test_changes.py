"""What customers of a page change after they said it: edits and reactions, early, late and twice."""

import pytest

from channels_in.models import ReceiptItem
from tests.channels_in.direct.hooks import a_text, an_entry, an_event, arrives, body, in_time, post
from tests.channels_in.mails import work
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_an_edit_that_overtakes_its_message_and_another_edit_wins_in_the_end(client, page):
    first = a_text(page, "one")
    mid = first["message"]["mid"]
    edits = [
        an_event(page, message_edit={"mid": mid, "text": words, "num_edit": n})
        for words, n in (("three", "2"), ("two", 1))
    ]
    for edit in edits:
        post(client, page, body(an_entry(page, edit)))
    work()
    arrives(client, page, first)
    in_time(2)

    message = Message.objects.get()
    assert (message.text, [one["text"] for one in message.former]) == ("three", ["one", "two"])


def test_an_edit_whose_message_never_comes_is_the_message_until_it_does(client, page):
    edit = an_event(page, message_edit={"mid": "e1", "text": "two", "num_edit": "37"})
    arrives(client, page, edit)
    in_time()
    message = Message.objects.get()
    assert (message.text, message.extras) == ("two", [{"kind": "edited"}])

    late = arrives(client, page, a_text(page, "one", mid="e1"))

    message.refresh_from_db()
    assert (late.outcome, late.reason, late.message) == ("update", "first_wording", message)
    assert (message.text, [one["text"] for one in message.former]) == ("two", ["one"])


def test_the_newest_reaction_stands_and_stirs_nothing(client, page):
    message = arrives(client, page, a_text(page)).message
    ticket = message.ticket
    before = (ticket.status, ticket.unseen, ticket.waiting_since)

    def reacts(at, **reaction):
        event = an_event(page, reaction={"mid": message.provider_id, "action": "react", **reaction})
        arrives(client, page, {**event, "timestamp": at})
        message.refresh_from_db()
        return [one["emoji"] for one in message.reactions]

    start = 1_795_000_000_000
    assert reacts(start, emoji="❤", reaction="love") == ["❤"]
    assert reacts(start + 2000, reaction="like") == ["👍"]
    assert reacts(start, emoji="❤", reaction="love") == ["👍"]
    assert reacts(start + 1000, emoji="😮") == ["👍"]
    assert reacts(start + 3000, action="unreact") == []
    ticket.refresh_from_db()
    assert (ticket.status, ticket.unseen, ticket.waiting_since) == before


def test_a_reaction_to_what_is_not_there_is_given_up_in_the_end(client, page):
    arrives(client, page, an_event(page, reaction={"mid": "unknown", "action": "react", "emoji": "❤"}))
    in_time()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason) == ("ignored", "unknown_message")
