"""Two hundred agents press Take in the same moments: of each ticket one has it, whatever routing does."""

from collections import Counter
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from routing.actions.answer_offer import accept_offer
from routing.offers import drain
from tests.builders import a_team, an_agent
from tests.routing.asking import an_asking_team, asked, offer_of
from tests.routing.waiting import holder, waiting_in
from tests.together import at_once
from tickets.actions.claim import claim
from tickets.models import Ticket
from tickets.views.answers import REFUSED

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 200


def presses_take(agent, ticket):
    """Signed in beforehand; what the server answers once they press."""
    client = Client(headers={"HX-Request": "true"})
    client.force_login(agent)
    return lambda: client.post(reverse("tickets:claim", args=[ticket.pk])).status_code


def takes(agent, ticket):
    mine = Ticket.objects.get(pk=ticket.pk)
    return lambda: claim(mine, agent=agent)


def times_given(tickets):
    given = Event.objects.filter(kind="ticket.assigned", ticket_id__in=[one.pk for one in tickets])
    return Counter(given.values_list("ticket_id", flat=True))


def once(tickets):
    return {ticket.pk: 1 for ticket in tickets}


def test_of_two_hundred_who_press_take_one_has_it_and_the_others_are_told():
    team = a_team()
    [ticket] = waiting_in(team)
    agents = [an_agent(team) for _ in range(MANY)]

    answers = at_once([presses_take(agent, ticket) for agent in agents])

    assert Counter(answers) == {200: 1, REFUSED: MANY - 1}
    assert holder(ticket) == agents[answers.index(200)]
    assert times_given([ticket]) == once([ticket])


def test_of_ten_tickets_each_has_one_of_the_two_hundred():
    team = a_team()
    tickets = waiting_in(team, 10)
    agents = [an_agent(team) for _ in range(MANY)]

    answers = at_once([takes(agent, tickets[n % 10]) for n, agent in enumerate(agents)])

    assert Counter(answers) == {True: 10, False: MANY - 10}
    winners = {n % 10: agents[n] for n, has_it in enumerate(answers) if has_it}
    assert [holder(ticket) for ticket in tickets] == [winners[n] for n in range(10)]
    assert times_given(tickets) == once(tickets)


def test_nor_do_those_who_are_asked_and_those_who_hand_out_make_it_two():
    """Ten are asked and say yes, the others take, and the queue is given out, all in the same moments."""
    team = an_asking_team(offer_seconds=3600)
    tickets = waiting_in(team, 10)
    for _ in tickets:
        an_agent(team, available=True)
    drain(team.pk)
    invited = {ticket.pk: asked(ticket) for ticket in tickets}
    others = [an_agent(team) for _ in range(MANY - 20)]
    works = []
    for n, ticket in enumerate(tickets):
        accepts = partial(accept_offer, offer_of(ticket), by=invited[ticket.pk])
        works += [accepts, *(takes(agent, ticket) for agent in others[n::10]), partial(drain, team.pk)]

    answers = at_once(works)

    assert {type(answer) for answer in answers} == {bool, int}
    assert len([answer for answer in answers if answer is True]) == 10
    assert times_given(tickets) == once(tickets)
    for ticket in tickets:
        took_it = offer_of(ticket).outcome == "accepted"
        assert took_it == (holder(ticket) == invited[ticket.pk])
