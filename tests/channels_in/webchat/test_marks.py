"""Who has read how far, on either side of a chat."""

from __future__ import annotations

import pytest

from events import actors
from tests.builders import a_reply, an_agent
from tests.channels_in.webchat.visitor import a_visitor, ticket_of
from tickets.actions.assign import assign
from tickets.actions.mark_seen import mark_seen
from tickets.models import Delivery, Message

pytestmark = pytest.mark.django_db(transaction=True)


def test_reading_marks_only_rise_and_are_one_event(visitor, team):
    visitor.write("Hello?")
    ticket, agent = ticket_of(visitor), an_agent(team)
    first, second = (a_reply(ticket, agent=agent, text=text) for text in ("One", "Two"))

    visitor.say("marks", token=visitor.token, delivered=second.pk, read=first.pk)
    assert [one.delivery.status for one in Message.objects.filter(direction="outbound").order_by("pk")] == [
        "read",
        "delivered",
    ]
    visitor.say("marks", token=visitor.token, delivered=second.pk, read=second.pk)
    visitor.say("marks", token=visitor.token, delivered=second.pk, read=0)

    assert set(Delivery.objects.values_list("status", flat=True)) == {"read"}
    from events.models import Event

    assert Event.objects.filter(kind="delivery.read").count() == 2


def test_nobody_marks_what_is_not_theirs(visitor, chat, team):
    visitor.write("Hello?")
    answer = a_reply(ticket_of(visitor), agent=an_agent(team))
    other = a_visitor(chat)
    other.write("Me too")

    other.say("marks", token=other.token, delivered=answer.pk, read=answer.pk)

    assert Delivery.objects.get(message=answer).status == "sent"


def test_a_visitor_learns_when_the_assignee_has_looked_and_not_when_others_have(visitor, team):
    visitor.write("Hello?")
    ticket, rani = ticket_of(visitor), an_agent(team)
    assign(ticket, to=rani, by=actors.SYSTEM)
    message = ticket.messages.get().pk
    ticket.refresh_from_db()
    mark_seen(ticket, agent=an_agent(team))
    visitor.look()
    assert visitor.state["seen_upto"] is None

    mark_seen(ticket, agent=rani)
    visitor.look()

    assert visitor.state["seen_upto"] == message
