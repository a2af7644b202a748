"""Whoever is asked and cannot answer any more is not waited for, and no offer keeps a ticket for ever."""

import threading

import pytest
from django.db import transaction
from django.urls import reverse

from events.actors import SYSTEM
from events.models import Event
from people.actions.change_agent import change_agent
from people.actions.deactivate_agent import deactivate_agent
from people.actions.set_presence import choose_presence, go_on_call, mark_offline
from routing.actions.pause_routing import pause_routing
from routing.models import TicketOffer
from routing.offers import drain
from tests.builders import a_supervisor, a_team, an_agent, work_off
from tests.routing.asking import accepts, an_asking_team, asked, lets_it_pass, offer_of
from tests.routing.waiting import decision_on, holder, reason, waiting_in
from tests.tickets.timelines import told
from tests.together import at_once
from tickets.actions.transfer import transfer
from tickets.changing import write
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    return an_asking_team(offer_seconds=3600)


@pytest.fixture
def ticket(team, rani):
    [ticket] = waiting_in(team)
    drain(team.pk)
    assert asked(ticket) == rani
    return ticket


@pytest.fixture
def bagas(team, ticket):
    return an_agent(team, available=True, name="Bagas")


@pytest.mark.parametrize(
    "goes",
    [lambda rani: choose_presence(rani, "away"), mark_offline, go_on_call],
    ids=["away", "offline", "on a call"],
)
def test_who_is_not_available_any_more_is_not_waited_for(team, ticket, rani, bagas, goes):
    goes(rani)
    work_off()
    drain(team.pk)

    assert asked(ticket) == bagas
    assert TicketOffer.objects.get(ticket=ticket, agent=rani).outcome == "left"
    assert any("who was not available any more" in words for words in told(ticket, viewer=bagas))


def test_who_is_switched_off_or_leaves_the_team_is_not_waited_for(team, ticket, rani, bagas):
    change_agent(rani, by=SYSTEM, teams=[a_team()])
    work_off()
    drain(team.pk)
    assert asked(ticket) == bagas

    deactivate_agent(bagas, by=SYSTEM)
    work_off()
    drain(team.pk)

    assert (asked(ticket), reason(ticket)) == (None, "empty_team")


def test_who_changes_something_else_is_still_asked(ticket, rani):
    change_agent(rani, by=SYSTEM, capacity=3)
    work_off()

    assert asked(ticket) == rani


def test_of_a_team_that_they_left_nobody_reads_or_takes_what_they_were_asked(client, ticket, rani):
    rani.memberships.all().delete()
    client.force_login(rani)

    assert ticket.subject not in client.get("/offers/mine/").content.decode()
    assert client.post(reverse("offers:acceptance", args=[offer_of(ticket).pk])).status_code == 404
    assert holder(ticket) is None


def test_an_offer_that_was_given_up_keeps_nobody_waiting(team, ticket, bagas):
    TicketOffer.objects.filter(ticket=ticket).update(state="dead")

    assert drain(team.pk) == 1

    assert asked(ticket) is not None
    assert not TicketOffer.objects.filter(state="dead").exists()


def test_who_is_given_it_by_hand_meanwhile_is_not_told_that_they_are_too_late(team, ticket, rani):
    with transaction.atomic():
        held = Ticket.objects.get(pk=ticket.pk)
        write(held, assignee=rani, unassigned_reason="")

    assert accepts(rani, ticket)
    assert offer_of(ticket).outcome == "withdrawn"


def test_who_was_asked_before_a_pause_may_take_it_and_nobody_is_asked_after_it(team, ticket, rani, bagas):
    dimas = a_supervisor(team)
    pause_routing(team, by=dimas, reason="The depot burns", minutes=30)
    [later] = waiting_in(team)
    drain(team.pk)
    assert (asked(ticket), asked(later)) == (rani, None)

    assert accepts(rani, ticket)
    drain(team.pk)

    assert (holder(ticket), reason(later)) == (rani, "routing_paused")


def test_in_a_pause_what_nobody_answered_waits_like_the_others(team, ticket, bagas):
    pause_routing(team, by=a_supervisor(team), reason="The depot burns", minutes=30)
    with transaction.atomic():
        lets_it_pass(ticket)

    drain(team.pk)

    assert reason(ticket) == "routing_paused"
    assert decision_on(ticket).outcome == {"agent": None, "reason": "routing_paused"}


def test_an_old_offer_that_is_being_answered_holds_up_nobody_who_hands_out(team, ticket, rani):
    other = an_asking_team()
    dewi = an_agent(other, available=True)
    old, is_held, is_handed_out = offer_of(ticket).pk, threading.Event(), threading.Event()
    transfer(Ticket.objects.get(pk=ticket.pk), to=other, by=SYSTEM)

    def answers():
        with transaction.atomic():
            TicketOffer.objects.select_for_update(no_key=True).get(pk=old)
            is_held.set()
            return is_handed_out.wait(5)

    def hands_out():
        is_held.wait(30)
        given = drain(other.pk)
        is_handed_out.set()
        return given

    assert at_once([answers, hands_out]) == [True, 0]
    assert drain(other.pk) == 1
    assert asked(ticket) == dewi
    assert TicketOffer.objects.get(pk=old).outcome == "withdrawn"
    assert not Event.objects.filter(ticket_id=ticket.pk, kind="ticket.offer_lapsed").exists()
