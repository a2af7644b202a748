"""What a visitor writes is on disk before it is acknowledged, and becomes one message on one ticket."""

from __future__ import annotations

from uuid import uuid4

import pytest

from channels_in import intake
from channels_in.actions.block_sender import block_sender
from channels_in.models import Receipt, ReceiptItem
from events import actors
from people.models import Customer
from tests.builders import a_reply, an_agent
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat
from tests.together import at_once
from tickets.models import Message, Ticket


def test_a_first_message_opens_a_ticket_and_is_answered_in_the_chat(visitor, team):
    answer = visitor.write("Is the Sora in stock?")

    assert answer.status_code == 202
    message = Message.objects.get(pk=answer.json()["message"])
    assert (message.text, message.ticket.channel, message.ticket.team) == (
        "Is the Sora in stock?",
        visitor.connection.channel,
        team,
    )
    a_reply(message.ticket, agent=an_agent(team, name="Rani Putri"), text="Yes, **two** of them.")
    visitor.visit()
    assert visitor.texts == ["Is the Sora in stock?", "Yes, two of them."]
    ours = max(visitor.messages.values(), key=lambda one: one["id"])
    assert (ours["from"], ours["name"]) == ("agent", "Rani")
    assert ours["blocks"] == [{"t": "p", "c": ["Yes, ", ["b", "two"], " of them."]}]


def test_opening_the_chat_makes_no_customer_and_no_ticket(visitor):
    assert not Customer.objects.exists()
    assert not Ticket.objects.exists()


def test_the_same_message_again_is_the_same_message(visitor):
    key = str(uuid4())

    answers = [visitor.write("Once.", key=key).json() for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert Message.objects.count() == Receipt.objects.count() == 1


def test_the_same_key_with_other_words_is_refused(visitor):
    key = str(uuid4())
    visitor.write("One.", key=key)

    answer = visitor.write("Another.", key=key)

    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_first_messages_at_once_are_one_ticket():
    visitor = a_visitor(a_web_chat())

    answers = at_once([lambda n=n: visitor.write(f"Message {n}") for n in range(20)])

    assert {answer.status_code for answer in answers} == {202}
    assert Ticket.objects.count() == 1
    assert Message.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_the_same_message_ten_times_at_once_is_one_message():
    visitor, key = a_visitor(a_web_chat()), str(uuid4())

    answers = at_once([lambda: visitor.write("Once.", key=key) for _ in range(10)])

    assert {answer.status_code for answer in answers} == {202}
    assert Message.objects.count() == 1


def test_what_cannot_be_worked_off_at_once_is_kept_and_done_later(visitor, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(intake, "take_in", lambda receipt: False)
        answer = visitor.write("Are you there?")
    assert (answer.status_code, answer.json()["message"]) == (202, None)

    Receipt.objects.update(lease_until=None)
    intake.take_in_due(intake.CHAT)

    assert Message.objects.get().text == "Are you there?"


def test_while_the_door_works_on_it_no_worker_takes_it(visitor, monkeypatch):
    monkeypatch.setattr(intake, "take_in", lambda receipt: False)

    visitor.write("Mine.")

    assert not Receipt.objects.due().exists()


def test_the_receipt_holds_no_token(visitor):
    visitor.write("Hello")

    kept = bytes(Receipt.objects.get().raw).decode()
    assert visitor.token not in kept


def test_a_blocked_visitor_is_thanked_and_nobody_sees_the_words_until_they_are_released(visitor):
    block_sender(f"v:{visitor.key}", by=actors.SYSTEM)

    answer = visitor.write("Buy my watches")

    assert answer.status_code == 202
    assert ReceiptItem.objects.get().outcome == "quarantined"
    assert not Message.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n ", "\0", None, 7, ["x"], "x" * 4001])
def test_what_is_no_message_is_refused_in_words(visitor, text):
    answer = visitor.say("messages", token=visitor.token, key=str(uuid4()), text=text)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "\u202egnp.exe", "x" * 4000, "\u200b\u200bhi"])
def test_whatever_letters_come_are_stored(visitor, text):
    words = "".join(f"\\u{ord(letter):04x}" for letter in text)
    body = f'{{"v": 1, "token": "{visitor.token}", "key": "{uuid4()}", "text": "{words}"}}'

    assert visitor.say("messages", body=body).status_code == 202
    assert Message.objects.count() == 1


@pytest.mark.parametrize("name", ["ticket", "customer", "is_trusted", "channel", "from", "at"])
def test_a_page_cannot_say_whose_it_is(visitor, name):
    answer = visitor.say("messages", token=visitor.token, key=str(uuid4()), text="Hi", **{name: 1})

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_name")


def test_reading_it_again_makes_nothing_new(visitor):
    visitor.write("Hello")
    Receipt.objects.update(state="pending", lease_until=None, attempts=0)

    intake.take_in_due(intake.CHAT)

    assert Message.objects.count() == 1
