"""A visitor's page gets what it has not seen, all of it, once."""

from __future__ import annotations

import pytest

from channels_in.webchat.feed import MOST
from events import actors
from tests.builders import a_reply, an_agent
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat, ticket_of
from tickets.actions.automatic import send_automatic
from tickets.actions.withdraw import withdraw_reply
from tickets.models import Delivery
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_an_answer_is_sent_with_its_commit_and_cannot_be_taken_back(visitor, team):
    visitor.write("Hello?")
    agent = an_agent(team)
    message = a_reply(ticket_of(visitor), agent=agent)

    assert message.delivery.status == Delivery.Status.SENT
    with pytest.raises(Refused):
        withdraw_reply(message, by=actors.agent(agent))


def test_with_a_time_to_undo_it_comes_later_and_goes_when_it_is_taken_back(team):
    from channels_in.delivery import deliver_due
    from tests.passing import make_due
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
