"""What the hot actions cost, so that nobody makes them dearer unseen. Two of each are the savepoint's."""

import pytest

from events import actors, subscriptions
from helpdesk.subscribers import SUBSCRIBERS
from tests.builders import a_channel, a_customer, a_reply, a_team, a_ticket, an_agent, receives
from tickets.actions.assign import assign
from tickets.actions.claim import claim
from tickets.actions.set_deadline import set_deadline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_listens():
    """What handlers cost is theirs."""
    subscriptions.install({})
    yield
    subscriptions.install(SUBSCRIBERS)


def test_a_first_message(django_assert_max_num_queries):
    channel, customer = a_channel(), a_customer()
    customer.identities.first()

    with django_assert_max_num_queries(9):
        receives(channel=channel, customer=customer)


def test_a_later_message(django_assert_max_num_queries):
    ticket = a_ticket()

    with django_assert_max_num_queries(8):
        receives(ticket)


def test_a_reply(django_assert_max_num_queries):
    agent = an_agent()
    ticket = a_ticket(assignee=agent)

    with django_assert_max_num_queries(16):
        a_reply(ticket, agent=agent)


def test_a_reply_that_takes_the_ticket(django_assert_max_num_queries):
    team = a_team()
    ticket, agent = a_ticket(team=team), an_agent(team)

    with django_assert_max_num_queries(21):
        a_reply(ticket, agent=agent)


def test_taking_one(django_assert_max_num_queries):
    ticket, agent = a_ticket(), an_agent(available=True)

    with django_assert_max_num_queries(7):
        claim(ticket, agent=agent)


def test_giving_one(django_assert_max_num_queries):
    ticket, agent = a_ticket(), an_agent(available=True)

    with django_assert_max_num_queries(13):
        assign(ticket, to=agent, by=actors.SYSTEM)


def test_moving_a_deadline(django_assert_max_num_queries):
    ticket = a_ticket()

    with django_assert_max_num_queries(5):
        set_deadline(ticket, next_due_at=ticket.created_at, sla_state="ok")
