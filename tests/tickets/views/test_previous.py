"""A customer's other tickets beside this one: who answers should know what else is open."""

import re

import pytest

from events import actors
from tests.builders import a_customer, a_ticket, receives
from tests.passing import days_ago
from tickets.actions.resolve import resolve

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    return a_customer("oliver@example.test")


@pytest.fixture
def ticket(team, customer):
    return a_ticket(team=team, customer=customer)


def other(team, customer, subject, *, days, done=False):
    ticket = a_ticket(team=team, customer=customer, subject=subject, at=days_ago(days))
    if done:
        resolve(ticket, by=actors.SYSTEM, at=days_ago(days))
    return ticket


def listed(client, ticket, part="side") -> list[str]:
    html = client.get(f"/tickets/{ticket.pk}/{part}/").content.decode()
    return re.findall(r'class="clip">([^<]*)<br>', html)


def test_what_is_open_stands_first_then_what_moved_last(client, team, customer, ticket):
    old = other(team, customer, "Lamp", days=9)
    other(team, customer, "Sofa", days=5, done=True)
    other(team, customer, "Bulk order", days=3)
    other(team, customer, "Shelf", days=1, done=True)
    receives(old, at=days_ago(2))

    assert listed(client, ticket) == ["Lamp", "Bulk order", "Shelf", "Sofa"]


def test_where_there_are_more_than_fit_the_rest_is_shown_on_asking(client, team, customer, ticket):
    for n in range(8):
        other(team, customer, f"Order {n}", days=n + 1)

    side = client.get(f"/tickets/{ticket.pk}/side/").content.decode()

    assert len(listed(client, ticket)) == 6
    assert f'hx-get="/tickets/{ticket.pk}/previous/"' in side
    assert "Show all 8" in side
    assert listed(client, ticket, "previous") == [f"Order {n}" for n in range(8)]
