"""A survey on WhatsApp: a list of five under the question, and a tap is an answer (F72)."""

from __future__ import annotations

import pytest

from analytics.models import Rating
from channels_in import delivery
from events import actors
from tests.analytics.surveys import ask_now, asks
from tests.builders import a_reply, work_off
from tests.channels_in.whatsapp.hooks import BUDI, a_number, a_said, a_text, arrives
from tests.passing import make_due
from tickets.actions.resolve import resolve
from tickets.models import Delivery, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ticket(client, graph) -> Ticket:
    number = a_number()
    asks(number.channel)
    found = arrives(client, number, a_text()).message.ticket
    reply = a_reply(found)
    resolve(found, by=actors.agent(reply.agent))
    work_off()
    ask_now()
    make_due(Delivery)
    delivery.deliver_due(found.channel_id)
    return found


def asked(graph) -> dict:
    return next(one["interactive"] for one in graph.taken if one["type"] == "interactive")


def tap(client, ticket: Ticket, row: dict, *, who: str = BUDI):
    chosen = {"type": "list_reply", "list_reply": {"id": row["id"], "title": row["title"]}}
    return arrives(client, ticket.channel.connection, a_said("interactive", chosen, **{"from": who}))


def test_the_question_has_a_list_of_five_and_a_link(ticket, graph):
    question = asked(graph)
    rows = question["action"]["sections"][0]["rows"]

    assert question["type"] == "list"
    assert [one["id"][-1] for one in rows] == ["5", "4", "3", "2", "1"]
    assert all(len(one["title"]) <= 24 and len(one["id"]) <= 200 for one in rows)
    assert 0 < len(question["action"]["button"]) <= 20
    assert "/rate/" in question["body"]["text"]


def test_a_tap_rates_and_neither_reopens_nor_writes_anything(ticket, graph, client):
    item = tap(client, ticket, asked(graph)["action"]["sections"][0]["rows"][1])

    assert (item.outcome, item.reason) == ("update", "rated")
    assert (Rating.objects.get().score, Rating.objects.get().way) == (4, "button")
    ticket.refresh_from_db()
    assert ticket.status == "resolved"
    assert ticket.messages.filter(direction="inbound").count() == 1


def test_a_tap_by_somebody_else_is_what_they_say_and_rates_nothing(ticket, graph, client):
    item = tap(client, ticket, asked(graph)["action"]["sections"][0]["rows"][0], who="6281299999999")

    assert item.outcome == "message"
    assert not Rating.objects.exists()
