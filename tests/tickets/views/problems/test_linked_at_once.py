"""Tickets linked at once, neither seeing the other: one level all the same."""

import pytest
from django.db import IntegrityError, transaction

from events import actors
from tests.builders import a_ticket
from tests.together import at_once, until_somebody_waits
from tickets.actions.link_problem import link_problem
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_tickets_linked_to_each_other_at_once_end_as_one_link():
    one, other = a_ticket(), a_ticket()

    answers = at_once(
        [
            lambda: link_problem(Ticket.objects.get(pk=one.pk), to=other, by=actors.SYSTEM),
            lambda: link_problem(Ticket.objects.get(pk=other.pk), to=one, by=actors.SYSTEM),
        ]
    )

    assert sorted(str(answer) if answer is True else type(answer).__name__ for answer in answers) == [
        "Refused",
        "True",
    ]
    assert Ticket.objects.exclude(problem=None).count() == 1


def test_the_database_refuses_crosswise_links_of_which_neither_saw_the_other(elsewhere):
    one, other = a_ticket(), a_ticket()

    with transaction.atomic():
        Ticket.objects.filter(pk=one.pk).update(problem=other)
        crosswise = elsewhere(lambda: Ticket.objects.filter(pk=other.pk).update(problem=one))
        until_somebody_waits()

    with pytest.raises(IntegrityError):
        crosswise.result(20)
    assert Ticket.objects.exclude(problem=None).count() == 1
