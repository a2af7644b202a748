"""What a visitor reads: their own conversation, what happened between its messages, and nothing of ours."""

from __future__ import annotations

import json

import pytest

from events import actors
from tests.builders import a_note, a_reply, an_agent, receives
from tests.channels_in.webchat.visitor import a_visitor, ticket_of
from tickets.actions.assign import assign
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.set_priority import set_priority
from tickets.models import Priority

pytestmark = pytest.mark.django_db(transaction=True)


def test_another_visitor_sees_nothing_of_it(visitor, chat, team):
    visitor.write("My address is Jalan Melati 4")
    a_reply(ticket_of(visitor), agent=an_agent(team))
    other = a_visitor(chat)
    assert (other.state["phase"], other.state["number"], other.lines) == ("new", None, [])
    other.write("Me too")

    other.visit()

    assert other.texts == ["Me too"]


def test_notes_moves_and_urgency_are_in_no_byte(visitor, team):
    visitor.write("Hello?")
    ticket, agent = ticket_of(visitor), an_agent(team, name="Rani Putri")
    a_note(ticket, agent=agent, text="Secret-marker: a difficult customer")
    set_priority(ticket, to=Priority.URGENT, is_manual=True, by=actors.agent(agent))
    assign(ticket, to=an_agent(team, name="Mover Secret-marker"), by=actors.agent(agent))
    assign(ticket, to=agent, by=actors.agent(agent))

    told = json.dumps([visitor.look(), visitor.visit().json()])

    assert "Secret-marker: a" not in told
    assert "urgent" not in told


def test_what_came_by_mail_is_not_shown_in_the_chat(visitor, team):
    visitor.write("Hello?")
    from tests.builders import a_channel

    receives(ticket_of(visitor), channel=a_channel(), text="By mail, confidential.")

    visitor.visit()

    assert visitor.texts == ["Hello?"]


def test_who_joined_and_how_it_ended_stand_between_the_messages(visitor, team):
    visitor.write("Hello?")
    rani, ticket = an_agent(team, name="Rani Putri"), ticket_of(visitor)
    assign(ticket, to=rani, by=actors.SYSTEM)
    visitor.look()
    assign(ticket, to=an_agent(team, name="Bima"), by=actors.SYSTEM)
    assign(ticket, to=rani, by=actors.SYSTEM)
    resolve(ticket, by=actors.agent(rani))
    visitor.look()
    assert visitor.state["phase"] == "resolved"
    reopen(ticket, by=actors.agent(rani))
    visitor.look()

    assert [(one["kind"], one["name"]) for one in visitor.lines] == [
        ("joined", "Rani"),
        ("joined", "Bima"),
        ("ended", ""),
        ("reopened", ""),
    ]
    assert visitor.state["agent"]["name"] == "Rani"


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
        "<img src=x onerror=alert(1)>",
        "[x](data:text/html,x)",
    ],
)
def test_no_markup_and_no_odd_scheme_travels(visitor, team, text):
    visitor.write("Hello?")
    a_reply(ticket_of(visitor), agent=an_agent(team), text=text)

    ours = next(one for one in visitor.look()["messages"] if one["from"] == "agent")

    links = [
        mark[1]
        for block in ours["blocks"]
        for mark in block["c"]
        if isinstance(mark, list) and mark[0] == "a"
    ]
    assert all(link.startswith("https://") for link in links)
