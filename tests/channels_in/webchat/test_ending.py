"""A visitor ends their chat."""

from __future__ import annotations

import pytest

from tests.builders import a_reply, an_agent
from tests.channels_in.webchat.visitor import ticket_of

pytestmark = pytest.mark.django_db(transaction=True)


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
