"""Several replies are taken back: the ticket is where the first of them found it."""

import pytest

from events import actors
from tests.builders import a_reply, a_ticket, an_agent, receives
from tickets.actions.record_delivery import mark_failed
from tickets.actions.resolve import resolve
from tickets.actions.withdraw import withdraw_reply
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def take_back(message) -> str:
    withdraw_reply(message, by=actors.agent(message.agent))
    return Ticket.objects.get(pk=message.ticket_id).status


@pytest.mark.parametrize("before", ["new", "open", "on_hold"])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (0, 2, 1)])
def test_in_any_order_the_last_one_puts_it_back(before, order):
    ticket = a_ticket()
    Ticket.objects.filter(pk=ticket.pk).update(status=before)
    replies = [a_reply(ticket, text=f"Reply {number}") for number in range(3)]

    found = [take_back(replies[number]) for number in order]

    assert found == ["pending", "pending", before]
    ticket.refresh_from_db()
    assert ticket.waiting_since == ticket.created_at


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_that_resolved_it_and_one_that_took_it_up_again(order):
    ticket = a_ticket()
    replies = [a_reply(ticket, resolves=True), a_reply(ticket, text="One more thing")]

    assert [take_back(replies[number]) for number in order][-1] == "new"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_on_a_ticket_that_was_resolved(order):
    ticket = a_ticket()
    resolve(ticket, by=actors.SYSTEM)
    replies = [a_reply(ticket), a_reply(ticket, resolves=True)]

    assert [take_back(replies[number]) for number in order][-1] == "resolved"


def test_one_that_was_taken_back_before_moves_nothing_of_a_later_one():
    ticket = a_ticket()
    take_back(a_reply(ticket))

    assert take_back(a_reply(ticket)) == "new"


def test_what_stands_between_them_stays():
    ticket = a_ticket()
    first = a_reply(ticket)
    receives(ticket, text="Wait!")
    second = a_reply(ticket)

    assert take_back(first) == "pending"
    assert take_back(second) == "open"


def test_a_person_who_resolved_it_since_has_the_last_word():
    ticket = a_ticket()
    first, second = a_reply(ticket), a_reply(ticket)
    resolve(ticket, by=actors.agent(an_agent()))

    assert (take_back(second), take_back(first)) == ("resolved", "resolved")


def test_another_reply_that_came_to_nothing_since_keeps_it_open():
    ticket = a_ticket()
    earlier, later = a_reply(ticket), a_reply(ticket)
    mark_failed(earlier.delivery, reason="refused")

    assert take_back(later) == "open"
