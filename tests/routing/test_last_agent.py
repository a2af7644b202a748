"""A customer who comes back goes to whoever answered them last, if that one can take it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from people.actions.set_presence import choose_presence
from routing.candidates import Candidate, Need, choose
from routing.offers import drain
from tests.builders import a_customer, a_reply, a_routed_ticket, a_team, an_agent
from tests.routing.panels import opened
from tests.routing.waiting import decision_on, holder, waiting_in
from tickets.actions.resolve import resolve

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return a_team(affinity_minutes=60)


def answered(team, agent):
    """A customer whom the agent has just answered, and the matter is settled."""
    customer = a_customer()
    ticket = a_routed_ticket(team=team, customer=customer, assignee=agent)
    a_reply(ticket, agent=agent)
    resolve(ticket, by=actors.agent(agent))
    return customer


def test_they_get_it_though_others_carry_less(team):
    known, other = an_agent(team, available=True), an_agent(team, available=True)
    customer = answered(team, known)
    waiting_in(team, 3, assignee=known)
    [ticket] = waiting_in(team, customer=customer)

    drain(team.pk)

    assert holder(ticket) == known
    decision = decision_on(ticket)
    assert decision.outcome == {"agent": known.pk, "reason": "last_agent"}
    assert decision.inputs["last_agent"] == known.pk and decision.inputs["last_at"]
    assert {one["agent"]: one["rank"] for one in decision.candidates} == {known.pk: 1, other.pk: 2}


@pytest.mark.parametrize("why", ["away", "full", "gone"])
def test_else_it_goes_to_whom_it_would_have_gone(team, why):
    known, other = an_agent(team, available=True, capacity=1), an_agent(team, available=True)
    customer = answered(team, known)
    if why == "away":
        choose_presence(known, "away")
    elif why == "full":
        waiting_in(team, 1, assignee=known)
    else:
        known.memberships.all().delete()
    [ticket] = waiting_in(team, customer=customer)

    drain(team.pk)

    assert holder(ticket) == other
    assert decision_on(ticket).inputs["last_agent"] == known.pk


def test_after_that_time_nobody_remembers(team):
    known, other = an_agent(team, available=True), an_agent(team, available=True)
    customer = answered(team, known)
    waiting_in(team, 3, assignee=known)
    [ticket] = waiting_in(team, customer=customer)

    drain(team.pk, at=timezone.now() + timedelta(minutes=61))

    assert holder(ticket) == other


def test_a_team_that_does_not_ask_for_it_gives_to_who_carries_least():
    team = a_team()
    known, other = an_agent(team, available=True), an_agent(team, available=True)
    customer = answered(team, known)
    waiting_in(team, 3, assignee=known)
    [ticket] = waiting_in(team, customer=customer)

    drain(team.pk)

    assert holder(ticket) == other


def test_of_two_who_answered_it_is_the_later(team):
    first, second = an_agent(team, available=True), an_agent(team, available=True)
    customer = answered(team, first)
    ticket = a_routed_ticket(team=team, customer=customer, assignee=second)
    a_reply(ticket, agent=second)
    waiting_in(team, 2, assignee=second)
    [back] = waiting_in(team, customer=customer)

    drain(team.pk)

    assert holder(back) == second


def test_who_cannot_take_it_is_chosen_by_no_acquaintance():
    away = Candidate(agent=1, presence="away", capacity=8, load=0)
    there = Candidate(agent=2, presence="available", capacity=8, load=5)

    choice = choose([away, there], Need(ticket=1, team=7, last_agent=1))

    assert (choice.agent, choice.reason) == (2, "only_one")


def test_the_panel_says_so_and_of_whoever_could_not_take_it_too(page, team, agent):
    team.affinity_minutes = 60
    team.save(update_fields=["affinity_minutes"])
    customer = answered(team, agent)
    back = opened(team, customer=customer)
    drain(team.pk)
    assert "Answered this customer last: with it" in page("why", back)

    choose_presence(agent, "break")
    an_agent(team, available=True)
    other = opened(team, customer=customer)
    drain(team.pk)
    assert "<b>Rani Puspita</b>, who answered last, could not take it" in page("why", other)
