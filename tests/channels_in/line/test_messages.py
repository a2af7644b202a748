"""What customers do on LINE becomes what agents see."""

import json

import pytest

from channels_in.models import MediaFetch, Receipt, ReceiptItem
from people.models import Customer
from tests.channels_in.line.hooks import (
    BUDI,
    SITI,
    a_file,
    a_line,
    a_said,
    an_event,
    arrives,
    body,
    post,
)
from tests.channels_in.mails import work
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


def test_a_text_is_a_message_of_a_customer(client):
    event = a_said("Halo")
    item = arrives(client, a_line(), event)

    message = item.message
    assert (item.external_id, item.outcome) == (f"event:{event['webhookEventId']}", "message")
    assert (message.text, message.provider_id) == ("Halo", event["message"]["id"])
    assert list(message.customer.identities.values_list("kind", "address")) == [("line", BUDI)]


def test_a_redelivery_is_a_repeat(client):
    connection, event = a_line(), a_said()
    again = {**event, "deliveryContext": {"isRedelivery": True}}
    for one in (event, again, event, again):
        post(client, connection, body(one))
    work()

    assert Message.objects.count() == 1
    assert ReceiptItem.objects.get().repeats == 3


def test_a_message_without_an_event_id_is_known_by_its_own(client):
    connection, event = a_line(), a_said()
    del event["webhookEventId"]
    for _ in range(2):
        arrives(client, connection, event)

    assert ReceiptItem.objects.get().external_id == f"message:{event['message']['id']}"
    assert Message.objects.count() == 1


def test_a_broken_event_costs_nobody_but_itself(client):
    connection = a_line()
    raw = body(a_said("A"), an_event("follow", user=SITI), {"mode": "active"}, a_said("C", user=SITI), 7)

    post(client, connection, raw)
    work()

    outcomes = sorted(ReceiptItem.objects.values_list("outcome", flat=True))
    assert outcomes == ["dead", "dead", "ignored", "message", "message"]
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (an_event("follow", follow={"isUnblocked": True}), "reachable"),
        (an_event("unfollow"), "unreachable"),
        (an_event("beacon", beacon={"hwid": "1", "type": "enter"}), "service"),
        (an_event("follow", mode="standby"), "standby"),
        (an_event("telepathy"), "unsupported"),
        (an_event("join", source={"type": "group", "groupId": "C1"}), "not_private"),
        (
            {**a_said(), "source": {"type": "group", "groupId": "C1", "userId": BUDI}},
            "not_private",
        ),
        (an_event("postback", postback={"data": "m", "params": {"newRichMenuAliasId": "b"}}), "service"),
    ],
)
def test_what_is_said_to_nobody_opens_nothing(client, event, reason):
    item = arrives(client, a_line(), event)

    assert (item.outcome, item.reason) == ("ignored", reason)
    assert not Ticket.objects.exists()
    assert not Customer.objects.exists()


def test_in_standby_a_message_is_there_and_says_so(client):
    item = arrives(client, a_line(), {**a_said(), "mode": "standby"})

    assert item.message.extras == [{"kind": "standby"}]
    assert (item.message.is_auto_reply, item.message.ticket.waiting_since) == (True, None)


def test_a_file_elsewhere_is_named_and_never_fetched(client, line):
    there = {"type": "external", "originalContentUrl": "http://169.254.169.254/latest"}

    item = arrives(client, a_line(), a_file("video", contentProvider=there))

    assert item.message.text == "http://169.254.169.254/latest"
    assert not MediaFetch.objects.exists()


def test_images_that_were_sent_together_are_one_message(client):
    connection = a_line()
    for index in (2, 1):
        arrives(client, connection, a_file("image", imageSet={"id": "S1", "index": index, "total": 2}))

    assert Message.objects.get().attachments.count() == 2


def test_a_button_says_what_it_holds_and_what_was_picked(client):
    pressed = {"data": "action=book", "params": {"datetime": "2026-12-25T01:00"}}

    item = arrives(client, a_line(), an_event("postback", postback=pressed))

    assert item.message.text == "action=book · 2026-12-25T01:00"


def test_an_answer_quotes_what_it_answers_and_stands_alone_where_that_is_unknown(client):
    connection = a_line()
    first = arrives(client, connection, a_said("Satu")).message

    second = arrives(client, connection, a_said("Dua", quotedMessageId=first.provider_id)).message
    third = arrives(client, connection, a_said("Tiga", quotedMessageId="999")).message

    assert (second.replies_to, third.replies_to) == (first, None)


def test_strange_words_are_kept_as_far_as_they_can_be(client):
    raw = json.dumps({"events": [a_said("a\0b\ud83dc\u202e")]}).encode()
    post(client, a_line(), raw)
    work()

    assert Message.objects.get().text.startswith("ab?c")
