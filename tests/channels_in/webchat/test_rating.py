"""Once a matter is done the chat asks how it went, and takes the answer."""

from __future__ import annotations

import pytest

from analytics.models import Rating
from events import actors
from tests.analytics.surveys import ask_now, asks
from tests.builders import a_reply, an_agent, work_off
from tests.channels_in.webchat.visitor import a_visitor
from tickets.actions.resolve import resolve
from tickets.models import Ticket


def test_a_question_that_was_asked_is_answered_in_the_chat(visitor, chat, team):
    asks(chat.channel)
    visitor.write("My lamp is broken")
    ticket, agent = Ticket.objects.get(), an_agent(team)
    a_reply(ticket, agent=agent, text="A new one is on its way.")
    resolve(ticket, by=actors.agent(agent))
    work_off()
    ask_now()

    visitor.visit()
    survey = visitor.state["survey"]["key"]
    assert [one["parts"] for one in visitor.messages.values() if one["parts"]] == [
        [{"kind": "rating", "survey": survey}]
    ]
    other = a_visitor(chat)
    assert other.say("rating", token=other.token, survey=survey, score=1).status_code == 409
    answer = visitor.say("rating", token=visitor.token, survey=survey, score=5, words="Fast!")

    assert answer.json()["state"]["survey"]["score"] == 5
    rating = Rating.objects.get()
    assert (rating.score, rating.comment) == (5, "Fast!")


@pytest.mark.parametrize(
    ("survey", "score", "status"), [("x", 5, 400), ("0" * 32, 6, 400), ("0" * 32, 5, 409)]
)
def test_an_answer_to_nothing_is_refused(visitor, survey, score, status):
    assert visitor.say("rating", token=visitor.token, survey=survey, score=score).status_code == status
