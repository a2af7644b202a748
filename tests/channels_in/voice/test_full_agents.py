"""Letters keep nobody waiting on the line."""

import pytest

from events.models import Event
from tests.builders import a_ticket
from tests.channels_in.voice.calls import RINA, Caller, an_agent_with_phone, go_on
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_caller_reaches_an_agent_who_has_no_room_for_another_letter(phone, budi, billing):
    rani = an_agent_with_phone(billing, capacity=2)
    for _ in range(3):
        a_ticket(team=billing, assignee=rani)

    budi().presses("2")

    assert Ticket.objects.latest("pk").assignee == rani
    assert phone.ringing(rani.phone)


def test_who_is_to_be_given_nothing_gets_no_caller_either(phone, budi, billing):
    leader = an_agent_with_phone(billing, capacity=0)

    budi().presses("2")

    assert phone.ringing(leader.phone) is None
    assert Ticket.objects.get().unassigned_reason == "all_full"


def test_of_two_callers_each_rings_at_an_agent_of_their_own(phone, budi, billing):
    budi().presses("2")
    Caller(phone, RINA).presses("2")
    idle, laden = an_agent_with_phone(billing, capacity=9), an_agent_with_phone(billing, capacity=9)
    for _ in range(3):
        a_ticket(team=billing, assignee=laden)

    go_on()

    callers = Ticket.objects.filter(caller_since__isnull=False)
    assert {ticket.assignee for ticket in callers} == {idle, laden}
    assert phone.ringing(idle.phone)
    assert phone.ringing(laden.phone)
    assert not Event.objects.filter(kind="ticket.unassigned").exists()  # given rightly the first time
