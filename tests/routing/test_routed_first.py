"""Nobody gets a ticket before it is known what it is about and whose it is."""

import pytest
from django.utils import timezone

from events.models import Reaction
from routing.following import FOLLOWER
from routing.offers import drain
from tests.builders import a_category, a_rule, a_team, a_ticket, an_agent, work_off
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_a_ticket_that_is_still_to_be_routed_is_given_to_nobody():
    team = a_team()
    an_agent(team, available=True)
    ticket = a_ticket(team=team)

    assert drain(team.pk) == 0

    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_so_it_goes_to_the_team_that_its_rules_name():
    door, payments = a_team(), a_team()
    an_agent(door, available=True)
    cashier = an_agent(payments, available=True)
    a_category(key="refund", team=payments)
    a_rule(
        {"kind": "message", "op": "contains_any", "value": ["refund*"]},
        {"do": "set_category", "to": "refund"},
    )
    ticket = a_ticket(team=door, text="I want a refund")

    drain(door.pk)
    work_off()
    drain(payments.pk)

    ticket.refresh_from_db()
    assert (ticket.team, ticket.assignee) == (payments, cashier)


def test_who_holds_the_line_does_not_wait_until_the_letters_are_routed():
    team = a_team()
    agent = an_agent(team, available=True, phone="+6281200000001")
    letter, caller = a_ticket(team=team), a_ticket(team=team)
    Ticket.objects.filter(pk=caller.pk).update(caller_since=timezone.now())

    assert drain(team.pk) == 1

    caller.refresh_from_db()
    assert caller.assignee == agent
    assert Reaction.objects.filter(ticket_id=letter.pk, handler=FOLLOWER, state="pending").exists()


def test_one_whose_routing_was_given_up_waits_for_nothing_more():
    team = a_team()
    agent = an_agent(team, available=True)
    ticket = a_ticket(team=team)
    Reaction.objects.filter(ticket_id=ticket.pk, handler=FOLLOWER).update(state="dead")

    assert drain(team.pk) == 1

    ticket.refresh_from_db()
    assert ticket.assignee == agent
