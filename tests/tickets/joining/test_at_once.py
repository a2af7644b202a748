"""Two join the same pair, or words come meanwhile: nothing is left behind."""

import threading

import pytest
from django.db import transaction

from people.identity import identify
from people.models import Customer
from tests.builders import a_channel, a_customer, a_team, a_ticket, an_agent
from tests.tickets.escalating.internal import an_escalation
from tests.tickets.joining.twins import BY, NUMBER, writes
from tests.together import at_once, until_somebody_waits, with_own_connection
from tickets.actions.join_customers import join_customers
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_two_who_join_the_same_pair_both_ways_at_once_join_it_once():
    one, other = a_customer(), a_customer()

    answers = at_once(
        [
            lambda: join_customers(Customer.objects.get(pk=one.pk), into=other, by=BY),
            lambda: join_customers(Customer.objects.get(pk=other.pk), into=one, by=BY),
        ]
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Joining", "Refused"]
    assert Customer.objects.filter(joined_into=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_words_that_come_while_two_are_joined_are_not_left_with_the_one_that_is_gone():
    """Who brings them in had found the twin already when the joining began, or finds the other one."""
    channel, kept = a_channel(kind="whatsapp"), a_customer()
    twin = a_customer(NUMBER, kind="whatsapp")
    joined = threading.Thread(
        target=lambda: with_own_connection(lambda: join_customers(twin, into=kept, by=BY))
    )

    with transaction.atomic():
        customer = identify(kind="whatsapp", address=NUMBER)
        joined.start()
        until_somebody_waits()
        writes(customer, channel, address=NUMBER)
    joined.join(20)

    assert Ticket.objects.get().customer_id == kept.pk
    assert Message.objects.get().customer_id == kept.pk


@pytest.mark.django_db(transaction=True)
def test_what_is_escalated_while_two_are_joined_stays_with_the_customer_of_its_parent():
    twin, kept = a_customer(), a_customer()
    ticket = a_ticket(customer=twin)
    escalated = threading.Thread(target=lambda: with_own_connection(lambda: an_escalation(ticket)))

    with transaction.atomic():
        join_customers(twin, into=kept, by=BY)
        escalated.start()
        until_somebody_waits()
    escalated.join(20)

    assert Ticket.objects.get(parent=ticket).customer_id == kept.pk


@pytest.mark.django_db(transaction=True)
def test_two_are_joined_and_one_is_escalated_in_the_same_instant_and_neither_fails():
    for _ in range(5):
        twin, kept = a_customer(), a_customer()
        ticket = a_ticket(customer=twin)
        agent, team = an_agent(), a_team()

        def escalates(ticket=ticket, agent=agent, team=team):
            return an_escalation(Ticket.objects.get(pk=ticket.pk), to=team, agent=agent)

        def joins(twin=twin, kept=kept):
            return join_customers(Customer.objects.get(pk=twin.pk), into=kept, by=BY)

        answers = at_once([escalates, joins])

        assert [type(answer).__name__ for answer in answers] == ["Ticket", "Joining"]
        assert {one.customer_id for one in Ticket.objects.filter(customer__in=[twin, kept])} == {kept.pk}
