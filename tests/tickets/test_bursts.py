"""First messages that arrive together, on channels with and without threads."""

import pytest
from django.db import IntegrityError, transaction

from events import actors
from events.models import Event
from people.identity import identify
from tests.builders import a_channel, a_customer, a_reply, receives
from tests.passing import days_ago
from tests.together import at_once
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.models import Message, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_on_a_channel_without_threads_a_burst_is_one_ticket():
    channel, customer = a_channel(kind="api"), a_customer()

    received = at_once([lambda: receives(channel=channel, customer=customer, joins_active=True)] * 10)

    assert [one.is_new for one in received].count(True) == 1
    assert Ticket.objects.get().messages.count() == 10
    assert Event.objects.filter(kind="ticket.created").count() == 1


@pytest.mark.django_db(transaction=True)
def test_bursts_of_many_contacts_are_one_ticket_each():
    channel = a_channel(kind="api")
    customers = [a_customer() for _ in range(10)]

    def writes(customer):
        return lambda: receives(channel=channel, customer=customer, joins_active=True)

    at_once([writes(customers[n % 10]) for n in range(40)])

    assert sorted(ticket.messages.count() for ticket in Ticket.objects.all()) == [4] * 10


@pytest.mark.django_db(transaction=True)
def test_a_burst_of_a_stranger_is_one_customer():
    channel = a_channel(kind="api")

    def writes():
        customer = identify(kind="api", address="contact-7", name="Rina")
        return receives(channel=channel, customer=customer, joins_active=True)

    at_once([writes] * 10)

    assert Ticket.objects.get().messages.count() == 10


def test_two_channels_are_two_tickets():
    customer = a_customer()

    receives(channel=a_channel(kind="api"), customer=customer, joins_active=True)
    receives(channel=a_channel(kind="api"), customer=customer, joins_active=True)

    assert Ticket.objects.count() == 2


def test_without_threads_the_newest_active_ticket_takes_it():
    channel, customer = a_channel(kind="api"), a_customer()
    first = receives(channel=channel, customer=customer).ticket
    second = receives(channel=channel, customer=customer).ticket
    resolve(second, by=actors.SYSTEM)

    assert receives(channel=channel, customer=customer, joins_active=True).ticket == first


def test_without_threads_a_resolved_ticket_is_reopened_or_followed():
    channel, customer = a_channel(kind="api"), a_customer()
    first = receives(channel=channel, customer=customer, at=days_ago(10)).ticket
    a_reply(first, resolves=True, at=days_ago(9))

    later = receives(channel=channel, customer=customer, joins_active=True)

    assert later.ticket.follows == first


@pytest.mark.django_db(transaction=True)
def test_mail_without_a_thread_is_a_matter_of_its_own():
    channel, customer = a_channel(), a_customer()

    at_once([lambda: receives(channel=channel, customer=customer)] * 5)

    assert (Ticket.objects.count(), Message.objects.count()) == (5, 5)


@pytest.fixture
def gone_on():
    """A resolved ticket of a channel without threads, and the one the customer has going there since."""
    channel, customer = a_channel(kind="api"), a_customer()
    old = receives(channel=channel, customer=customer, joins_active=True, at=days_ago(10)).ticket
    resolve(old, by=actors.SYSTEM, at=days_ago(9))
    return old, receives(channel=channel, customer=customer, joins_active=True).ticket


def test_without_threads_a_second_active_ticket_is_refused_by_the_database(gone_on):
    old, _new = gone_on

    with pytest.raises(IntegrityError, match="one_active"), transaction.atomic():
        Ticket.objects.filter(pk=old.pk).update(status="open", resolved_at=None, unassigned_reason="routing")


def test_without_threads_an_old_ticket_is_not_reopened_beside_the_one_that_goes_on(gone_on):
    old, _new = gone_on

    with pytest.raises(Refused) as refused:
        reopen(old, by=actors.SYSTEM)

    assert refused.value.code == "one_at_a_time"
    old.refresh_from_db()
    assert old.status == "resolved"


def test_without_threads_an_answer_to_an_old_ticket_opens_no_second_one_beside_it(gone_on):
    old, new = gone_on
    Ticket.objects.filter(pk=old.pk).update(resolved_at=days_ago(1))  # within the window

    assert receives(old).ticket == new
