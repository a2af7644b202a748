"""Beside other tickets, teams, callers and colleagues: what an offer holds up, and what not."""

import pytest
from django.utils import timezone

from events.models import Event
from routing.offers import drain
from tests.builders import a_team, an_agent
from tests.routing.asking import accepts, asked, lets_it_pass, offer_of
from tests.routing.waiting import holder, reason, waiting_in
from tickets.actions.claim import claim
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_an_agent_is_asked_about_one_ticket_at_a_time(team, rani):
    first, second, third = waiting_in(team, 3)

    drain(team.pk)

    assert asked(first) == rani
    assert (reason(second), reason(third)) == ("all_asked", "all_asked")
    accepts(rani, first)
    drain(team.pk)
    assert asked(second) == rani


def test_another_team_gives_nothing_to_who_is_asked_meanwhile(team, rani):
    other = a_team()
    rani.memberships.create(team=other)
    waiting_in(team)
    drain(team.pk)
    [ticket] = waiting_in(other)

    drain(other.pk)

    assert (holder(ticket), reason(ticket)) == (None, "all_asked")


def test_nobody_is_asked_beyond_what_they_take(team):
    agent = an_agent(team, available=True, capacity=1)
    first, second = waiting_in(team, 2)
    drain(team.pk)
    accepts(agent, first)

    drain(team.pk)

    assert (asked(second), reason(second)) == (None, "all_full")


def test_who_holds_the_line_is_not_kept_waiting_by_a_question(team):
    agent = an_agent(team, available=True, phone="+628110000001")
    letter, call = waiting_in(team, 2)
    drain(team.pk)
    assert asked(letter) == agent
    Ticket.objects.filter(pk=call.pk).update(caller_since=timezone.now())

    drain(team.pk)

    assert holder(call) == agent


def test_a_customer_who_calls_about_it_is_put_through_though_it_is_offered(team):
    agent = an_agent(team, available=True, phone="+628110000001")
    [ticket] = waiting_in(team)
    drain(team.pk)
    Ticket.objects.filter(pk=ticket.pk).update(caller_since=timezone.now())

    drain(team.pk)

    assert holder(ticket) == agent
    assert asked(ticket) is None


def test_what_somebody_took_meanwhile_stays_theirs(team, rani, bagas):
    [ticket] = waiting_in(team)
    drain(team.pk)
    claim(ticket, agent=bagas)

    assert not accepts(rani, ticket)

    assert holder(ticket) == bagas
    assert offer_of(ticket).outcome == "withdrawn"
    assert Event.objects.filter(ticket_id=ticket.pk, kind="ticket.assigned").count() == 1


def test_an_offer_that_was_overtaken_keeps_nobody_from_being_asked(team, rani, bagas):
    [ticket] = waiting_in(team)
    drain(team.pk)
    claim(ticket, agent=bagas)
    waiting_in(team, 2, assignee=bagas)
    [next_one] = waiting_in(team)

    drain(team.pk)

    assert asked(next_one) == rani
    assert offer_of(ticket).outcome == "withdrawn"


def test_being_asked_counts_as_a_turn(team, rani, bagas):
    [first] = waiting_in(team)
    drain(team.pk)
    assert asked(first) == rani
    lets_it_pass(first)
    Ticket.objects.filter(pk=first.pk).update(status="pending")
    [second] = waiting_in(team)

    drain(team.pk)

    assert asked(second) == bagas
