"""From the menu to an agent and to the end of the talk."""

import pytest

from people.models import Presence
from tests.channels_in.voice.calls import an_agent_with_phone, go_on, picks_up
from tickets.models import Call, QueueStay, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_caller_chooses_waits_and_talks_with_an_agent(phone, budi, billing):
    rani = an_agent_with_phone(billing)

    caller = budi()
    assert caller.hears("For sales, press 1")
    caller.presses("2")
    ticket = Ticket.objects.get()
    assert (ticket.team, ticket.assignee) == (billing, rani)
    phone.exchange.forward(10)
    rang = phone.ringing(rani.phone)
    assert Presence.objects.get(agent=rani).status == "busy"
    agent = picks_up(phone, rani)

    assert agent is rang
    assert agent.has_heard("Press 1")
    assert caller.line.last_heard == agent.last_heard == "(connected)"
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since, ticket.caller_since) == ("open", None, None)

    phone.exchange.forward(120)
    caller.hangs_up()

    call, stay = Call.objects.get(), QueueStay.objects.get()
    assert (call.state, call.outcome, call.agent) == ("ended", "answered", rani)
    assert (stay.state, stay.wait_seconds, stay.talk_seconds) == ("ended", 10, 120)
    assert Presence.objects.get(agent=rani).status == "available"
    go_on()
    assert Ticket.objects.get().assignee == rani
