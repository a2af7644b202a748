"""A team that asks before it gives: who is chosen is asked, and has the ticket once they accept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event
from people.actions.set_presence import mark_offline
from routing.assign import waiting
from routing.offers import drain
from routing.refusals import Refused
from tests.builders import a_team, an_agent, work_off
from tests.routing.asking import accepts, asked, declines, lets_it_pass, offer_of
from tests.routing.waiting import decision_on, holder, reason, waiting_in
from tickets.event_kinds import KINDS

pytestmark = pytest.mark.django_db


def refusals_of(agent, ticket):
    return next(one["refusals"] for one in decision_on(ticket).candidates if one["agent"] == agent.pk)


def happened(ticket, kind):
    return Event.objects.filter(ticket_id=ticket.pk, kind=kind)


def test_who_is_chosen_is_asked_and_nobody_has_it_yet(team, rani):
    [ticket] = waiting_in(team)

    assert drain(team.pk) == 1

    assert (holder(ticket), reason(ticket), asked(ticket)) == (None, "offered", rani)
    offer = offer_of(ticket)
    assert offer.due_at - offer.offered_at == timedelta(seconds=30)
    assert decision_on(ticket).inputs["offer"] == offer.pk
    assert drain(team.pk) == 0


def test_a_team_that_does_not_ask_gives_at_once():
    team = a_team()
    agent = an_agent(team, available=True)
    [ticket] = waiting_in(team)

    drain(team.pk)

    assert holder(ticket) == agent and asked(ticket) is None


def test_who_accepts_has_it_for_the_reason_they_were_asked(team, rani):
    [ticket] = waiting_in(team)
    drain(team.pk)

    assert accepts(rani, ticket)

    assert holder(ticket) == rani
    given = happened(ticket, "ticket.assigned").get()
    assert given.data["reason"] == "accepted"
    decision = decision_on(ticket)
    assert decision.event_id == given.pk
    assert decision.outcome == {"agent": rani.pk, "reason": "only_one"}
    assert decision.inputs["accepted_after"] >= 0


def test_accepting_twice_is_accepting_once(team, rani):
    [ticket] = waiting_in(team)
    drain(team.pk)

    assert accepts(rani, ticket) and accepts(rani, ticket)

    assert happened(ticket, "ticket.assigned").count() == 1


def test_who_turns_it_down_is_passed_over_and_why_stands_in_the_next_decision(team, rani, bagas):
    [ticket] = waiting_in(team)
    drain(team.pk)

    assert declines(rani, ticket, "leaving")
    drain(team.pk)

    assert asked(ticket) == bagas
    assert refusals_of(rani, ticket) == ["turned_down_leaving"]
    assert happened(ticket, "ticket.offer_declined").get().data["reason"] == "leaving"


def test_who_does_not_answer_in_time_is_passed_over(team, rani, bagas):
    [ticket] = waiting_in(team)
    drain(team.pk)

    lets_it_pass(ticket)
    drain(team.pk)

    assert asked(ticket) == bagas
    assert refusals_of(rani, ticket) == ["let_it_pass"]


def test_who_did_not_answer_is_asked_again_a_minute_later(team, rani):
    [ticket] = waiting_in(team)
    drain(team.pk)
    lets_it_pass(ticket)

    assert drain(team.pk) == 0
    assert reason(ticket) == "not_taken"
    assert drain(team.pk, at=timezone.now() + timedelta(seconds=61)) == 1


def test_when_everybody_has_turned_it_down_it_says_so(team, rani, bagas):
    [ticket] = waiting_in(team)
    for agent in (rani, bagas):
        drain(team.pk)
        declines(agent, ticket)

    assert drain(team.pk) == 0
    assert (holder(ticket), reason(ticket)) == (None, "not_taken")
    assert decision_on(ticket).outcome == {"agent": None, "reason": "not_taken"}


def test_nobody_turns_it_down_without_a_reason(team, rani):
    [ticket] = waiting_in(team)
    drain(team.pk)

    with pytest.raises(Refused):
        declines(rani, ticket, "")

    assert asked(ticket) == rani


def test_a_ticket_that_nobody_took_keeps_its_place_in_the_queue(team, rani):
    old, young = waiting_in(team, 2)
    was = (old.created_at, old.waiting_since)
    drain(team.pk)
    assert asked(old) == rani

    lets_it_pass(old)

    assert list(waiting(team.pk)) == [old, young]
    old.refresh_from_db()
    assert (old.created_at, old.waiting_since) == was


def test_what_is_recorded_of_offers_is_what_the_registry_says(team, rani, bagas):
    [ticket] = waiting_in(team)
    drain(team.pk)
    declines(rani, ticket)
    drain(team.pk)
    lets_it_pass(ticket)
    [other] = waiting_in(team)
    drain(team.pk)
    mark_offline(asked(other))
    work_off()

    recorded = Event.objects.filter(ticket_id__in=[ticket.pk, other.pk], kind__startswith="ticket.offer")
    for event in recorded:
        assert set(event.data) - {"version", "status"} == set(KINDS[event.kind].data)
    found = set(recorded.values_list("kind", flat=True))
    assert found == {kind for kind in KINDS if kind.startswith("ticket.offer")}
