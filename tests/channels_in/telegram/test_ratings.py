"""A survey on Telegram: five buttons under the question, and a press is an answer (F72)."""

from __future__ import annotations

import json

import pytest

from analytics.models import Rating, Survey
from channels_in import delivery
from events import actors
from tests.analytics.surveys import ask_now, asks
from tests.builders import a_reply, work_off
from tests.channels_in.telegram.hooks import BUDI, a_bot, a_said, arrives
from tests.passing import make_due
from tickets.actions.resolve import resolve
from tickets.models import Delivery, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ticket(client, bot) -> Ticket:
    connection = a_bot()
    asks(connection.channel)
    found = arrives(client, connection, a_said()).message.ticket
    reply = a_reply(found)
    resolve(found, by=actors.agent(reply.agent))
    work_off()
    ask_now()
    send(found)
    return found


def send(ticket: Ticket) -> None:
    make_due(Delivery)
    delivery.deliver_due(ticket.channel_id)


def press(client, ticket: Ticket, data: str, *, who: int = BUDI):
    person = {"id": who, "is_bot": False, "first_name": "Budi"}
    message = {"message_id": 5, "chat": {**person, "type": "private"}, "date": 1795500000}
    query = {"id": f"9{who}{data[-1]}", "from": person, "message": message, "data": data}
    return arrives(client, ticket.channel.connection, callback_query=query)


def buttons(bot) -> list[str]:
    asked = next(one for one in bot.taken if "reply_markup" in one)
    markup = asked["reply_markup"]
    rows = markup if isinstance(markup, dict) else json.loads(markup)
    return [one["callback_data"] for one in rows["inline_keyboard"][0]]


def test_the_question_has_five_buttons_and_a_link(ticket, bot):
    found = buttons(bot)

    assert [one[-1] for one in found] == ["1", "2", "3", "4", "5"]
    assert all(len(one) <= 64 for one in found)
    assert any("/rate/" in one["text"] for one in bot.taken if "reply_markup" in one)


def test_a_press_rates_and_neither_reopens_nor_writes_anything(ticket, bot, client):
    item = press(client, ticket, buttons(bot)[3])

    assert (item.outcome, item.reason) == ("update", "rated")
    rating = Rating.objects.get()
    assert (rating.score, rating.way) == (4, "button")
    ticket.refresh_from_db()
    assert ticket.status == "resolved"
    assert ticket.messages.filter(direction="inbound").count() == 1


def test_who_pressed_is_thanked_once_with_a_link_for_more(ticket, bot, client):
    press(client, ticket, buttons(bot)[3])
    press(client, ticket, buttons(bot)[0])
    send(ticket)

    thanks = [one for one in ticket.messages.all() if any(e["kind"] == "rating_link" for e in one.extras)]
    assert len(thanks) == 1
    assert "/rate/" in bot.taken[-1]["text"]
    assert Rating.objects.get().score == 1


def test_a_press_by_somebody_else_is_what_they_say_and_rates_nothing(ticket, bot, client):
    item = press(client, ticket, buttons(bot)[0], who=77)

    assert item.outcome == "message"
    assert not Rating.objects.exists()


def test_after_its_time_a_press_is_a_message_so_that_nothing_is_lost(ticket, bot, client):
    Survey.objects.update(asked_at="2020-01-01T00:00:00Z")

    assert press(client, ticket, buttons(bot)[0]).outcome == "message"
