"""Of an answer and the sweep, and of two answers, one comes first; the other changes nothing."""

import threading
import time

import pytest
from django.db import transaction

from events.claims import claim, run
from events.models import Event
from routing.actions.answer_offer import accept_offer, lapse_offer
from routing.models import Decision, TicketOffer
from routing.offers import drain
from routing.tasks import lapse_offers
from tests.builders import an_agent
from tests.routing.asking import accepts, asked, declines, offer_of, time_is_up
from tests.routing.waiting import holder, reason, waiting_in
from tests.together import at_once, until_somebody_waits
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ticket(team, rani):
    [ticket] = waiting_in(team)
    drain(team.pk)
    return ticket


def kinds(ticket):
    return list(Event.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("kind", flat=True))


def test_of_two_who_accept_at_once_both_have_accepted_and_it_happened_once(ticket, rani):
    offer, held = offer_of(ticket).pk, threading.Event()

    def somebody_else_holds_the_ticket():
        with transaction.atomic():
            Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
            held.set()
            until_somebody_waits()
            time.sleep(0.5)

    def accept():
        held.wait(30)
        return accept_offer(TicketOffer.objects.get(pk=offer), by=rani)

    answers = at_once([somebody_else_holds_the_ticket, accept, accept])

    assert answers[1:] == [True, True]
    assert offer_of(ticket).outcome == "accepted"
    assert kinds(ticket).count("ticket.assigned") == 1
    assert Decision.objects.filter(ticket=ticket, inputs__has_key="accepted_after").count() == 1


def test_a_worker_that_comes_after_the_answer_takes_nothing_back(ticket, rani):
    time_is_up(ticket)
    [row] = claim(TicketOffer.objects.all())

    assert accepts(rani, ticket)

    assert not run(row, lapse_offer)
    assert holder(ticket) == rani
    assert offer_of(ticket).outcome == "accepted"
    assert "ticket.offer_lapsed" not in kinds(ticket)


def test_a_worker_that_comes_late_leaves_the_next_offer_alone(team, ticket, rani):
    bagas = an_agent(team, available=True, name="Bagas")
    time_is_up(ticket)
    [row] = claim(TicketOffer.objects.all())
    declines(rani, ticket)
    drain(team.pk)

    assert not run(row, lapse_offer)

    assert (asked(ticket), reason(ticket)) == (bagas, "offered")
    assert "ticket.offer_lapsed" not in kinds(ticket)


def test_who_accepts_after_it_has_lapsed_is_too_late(ticket, rani):
    time_is_up(ticket)
    [row] = claim(TicketOffer.objects.all())

    assert run(row, lapse_offer)

    assert not accepts(rani, ticket)
    assert (holder(ticket), offer_of(ticket).outcome) == (None, "lapsed")


def test_when_time_runs_out_as_somebody_accepts_one_of_both_happens(team, rani):
    for _ in range(8):
        [ticket] = waiting_in(team)
        drain(team.pk)
        offer = offer_of(ticket)
        time_is_up(ticket)
        [row] = claim(TicketOffer.objects.filter(pk=offer.pk))

        accepted, lapsed = at_once(
            [lambda offer=offer: accept_offer(offer, by=rani), lambda row=row: run(row, lapse_offer)]
        )

        assert {accepted, lapsed} == {True, False}
        assert holder(ticket) == (rani if accepted else None)
        assert offer_of(ticket).outcome == ("accepted" if accepted else "lapsed")
        assert ("ticket.offer_lapsed" in kinds(ticket)) == lapsed
        Ticket.objects.filter(pk=ticket.pk).update(status="pending")  # room for the next


def test_many_who_hand_out_ask_each_agent_once_and_about_each_ticket_one(team, rani):
    for _ in range(2):
        an_agent(team, available=True)
    waiting_in(team, 6)

    given = at_once([lambda: drain(team.pk)] * 6)

    assert sum(given) == 3
    standing = TicketOffer.objects.standing()
    assert len({offer.agent_id for offer in standing}) == len({offer.ticket_id for offer in standing}) == 3


def test_the_sweep_ends_what_nobody_answered_and_nothing_else(team, ticket, rani):
    an_agent(team, available=True)
    [other] = waiting_in(team)
    drain(team.pk)
    time_is_up(ticket)

    lapse_offers()

    assert offer_of(ticket).outcome == "lapsed"
    assert asked(other) is not None
