"""Who writes after the window, or on a closed ticket, begins a new one that knows its past."""

import pytest

from events import actors
from events.models import Event
from people.actions.change_company import change_company
from tests.builders import a_customer, a_reply, a_ticket, an_agent, receives
from tests.passing import days_ago
from tests.together import at_once
from tickets.actions.close import close
from tickets.actions.resolve import resolve
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def resolved(*, days: float) -> Ticket:
    ticket = a_ticket(at=days_ago(days + 1))
    a_reply(ticket, resolves=True, at=days_ago(days))
    return ticket


def closed() -> Ticket:
    ticket = resolved(days=1)
    close(ticket, by=actors.SYSTEM)
    return ticket


def test_after_the_window_a_new_ticket_follows_the_old_one():
    old = resolved(days=7.1)

    received = receives(old)

    assert received.is_new
    assert (received.ticket.follows, received.ticket.status) == (old, "new")
    old.refresh_from_db()
    assert old.status == "resolved"
    event = Event.objects.get(ticket_id=old.pk, kind="ticket.followed_up")
    assert event.data["ticket"] == received.ticket.pk


def test_the_company_says_how_long_the_window_is():
    change_company(by=actors.SYSTEM, name="Nusa Living", follow_up_days=30)

    assert receives(resolved(days=29)).reopened


def test_what_arrived_in_time_counts_even_if_it_was_read_late():
    old = resolved(days=10)

    assert receives(old, received_at=days_ago(4)).reopened


def test_a_closed_ticket_is_followed_even_within_the_window():
    assert receives(closed()).ticket.follows is not None


def test_a_second_message_on_the_old_thread_joins_the_follow_up():
    old = closed()
    first = receives(old)

    second = receives(old)

    assert second.ticket == first.ticket
    assert not second.is_new


def test_a_resolved_follow_up_is_reopened_by_the_old_thread():
    old = closed()
    first = receives(old)
    resolve(first.ticket, by=actors.agent(an_agent()))

    assert receives(old).reopened


def test_somebody_elses_follow_up_is_none_of_mine():
    old = closed()
    first = receives(old, customer=a_customer())

    mine = receives(old)

    assert mine.ticket != first.ticket
    assert mine.ticket.follows == old


@pytest.mark.django_db(transaction=True)
def test_two_answers_to_a_closed_ticket_in_the_same_instant_make_one_follow_up():
    old = closed()

    received = at_once([lambda: receives(Ticket.objects.get(pk=old.pk))] * 8)

    assert len({one.ticket.pk for one in received}) == 1
    assert Ticket.objects.filter(follows=old).count() == 1
