"""A visitor's page gets what it has not seen, all of it, once; and nothing that is not theirs to read."""

from __future__ import annotations

import json

import pytest

from channels_in.webchat.feed import MOST
from events import actors
from tests.builders import a_note, a_reply, an_agent, receives
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat
from tickets.actions.assign import assign
from tickets.actions.automatic import send_automatic
from tickets.actions.mark_seen import mark_seen
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.set_priority import set_priority
from tickets.actions.withdraw import withdraw_reply
from tickets.models import Delivery, Message, Priority, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def ticket_of(visitor) -> Ticket:
    return Ticket.objects.get(
        channel=visitor.connection.channel, customer__identities__address__endswith=visitor.key
    )


def test_a_look_brings_what_is_new_and_only_that(visitor, team):
    visitor.write("Hello?")
    visitor.look()
    a_reply(ticket_of(visitor), agent=an_agent(team), text="Good morning.")

    found = visitor.look()

    assert [one["text"] for one in found["messages"]] == ["Good morning."]
    assert not found["full"]
    assert visitor.look()["messages"] == []


def test_a_page_that_was_loaded_again_has_all_of_it(visitor, team):
    visitor.write("Hello?")
    a_reply(ticket_of(visitor), agent=an_agent(team), text="Good morning.")

    visitor.messages = {}
    visitor.visit()

    assert visitor.texts == ["Hello?", "Good morning."]


def test_a_message_that_commits_late_is_not_passed_over(visitor, team, elsewhere):
    """Its id is smaller than that of one which the page has seen already."""
    from django.db import transaction

    visitor.write("Hello?")
    ticket = ticket_of(visitor)
    agent = an_agent(team)
    other = a_visitor(visitor.connection)
    other.write("Somebody else")
    with transaction.atomic():
        late = send_automatic(ticket, text="Late.", by=actors.SYSTEM, reason="acknowledgement")
        elsewhere(lambda: a_reply(ticket_of(other), agent=agent, text="Soon.")).result()
        elsewhere(visitor.look).result()
        assert late.pk not in visitor.messages

    assert "Late." in [one["text"] for one in visitor.look()["messages"]]


@pytest.mark.parametrize("cursor", ["x", "é", "MTo", "A" * 5000, "~~", "OTk5OTk5OTk5"])
def test_a_cursor_that_says_nothing_brings_everything(visitor, cursor):
    visitor.write("Hello?")
    visitor.cursor = cursor

    assert visitor.look()["full"]
    assert visitor.texts == ["Hello?"]


def test_somebody_elses_cursor_and_one_of_a_later_server_bring_everything(visitor, chat):
    from base64 import urlsafe_b64encode

    visitor.write("Hello?")
    ahead = urlsafe_b64encode(f"{visitor.key}~9000000000:9000000000:".encode()).decode()
    for cursor in (a_visitor(chat).cursor, ahead):
        visitor.cursor = cursor
        assert visitor.look()["full"]


def test_too_much_to_name_is_told_as_a_whole(visitor, team):
    visitor.write("Hello?")
    visitor.look()
    ticket, agent = ticket_of(visitor), an_agent(team)
    for n in range(MOST + 1):
        send_automatic(ticket, text=f"{n}", by=actors.SYSTEM, reason="acknowledgement")
    del agent

    found = visitor.look()

    assert (found["full"], len(found["messages"]), found["more"]) == (True, 30, True)
    older = visitor.say("history", token=visitor.token, before=min(visitor.messages)).json()
    assert len(older["messages"]) == 30


def test_another_visitor_sees_nothing_of_it(visitor, chat, team):
    visitor.write("My address is Jalan Melati 4")
    a_reply(ticket_of(visitor), agent=an_agent(team))
    other = a_visitor(chat)
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


def test_an_answer_is_sent_with_its_commit_and_cannot_be_taken_back(visitor, team):
    visitor.write("Hello?")
    agent = an_agent(team)
    message = a_reply(ticket_of(visitor), agent=agent)

    assert message.delivery.status == Delivery.Status.SENT
    with pytest.raises(Refused):
        withdraw_reply(message, by=actors.agent(agent))


def test_with_a_time_to_undo_it_comes_later_and_goes_when_it_is_taken_back(team):
    from channels_in.delivery import deliver_due
    from tests.builders import make_due
    from tickets.actions.save_channel import change_channel

    visitor = a_visitor(a_web_chat(team=team))
    channel = visitor.connection.channel
    change_channel(channel, by=actors.SYSTEM, undo_seconds=10)
    visitor.write("Hello?")
    agent = an_agent(team)
    first = a_reply(ticket_of(visitor), agent=agent, text="First")
    visitor.look()
    assert visitor.texts == ["Hello?"]

    withdraw_reply(first, by=actors.agent(agent))
    a_reply(ticket_of(visitor), agent=agent, text="Second")
    make_due(Delivery)
    deliver_due(channel.pk)
    visitor.look()

    assert visitor.texts == ["Hello?", "Second"]


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


def test_ending_a_chat_that_nobody_waits_in_resolves_it(visitor, team):
    visitor.write("Hello?")
    a_reply(ticket_of(visitor), agent=an_agent(team))

    visitor.say("end", token=visitor.token)

    assert ticket_of(visitor).status == "resolved"


def test_ending_it_with_a_question_open_leaves_it_to_a_person(visitor):
    visitor.write("Hello?")

    state = visitor.say("end", token=visitor.token).json()["state"]

    assert state["phase"] == "ended"
    assert ticket_of(visitor).status == "new"
    visitor.write("One more thing")
    assert visitor.look()["state"]["phase"] == "queued"
