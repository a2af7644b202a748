"""What is learned from: what people stand for, and never what measures it."""

import pytest

from events import actors
from routing.guessing.texts import texts_of
from tests.builders import a_ticket, an_agent
from tests.routing.guessing.taught import SURE, categories, told
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.resolve import resolve
from tickets.actions.set_category import set_category
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def sorted_by(agent, text, category):
    ticket = a_ticket(text=text, subject="")
    set_category(ticket, to=category, by=actors.agent(agent))
    return ticket


def test_one_ticket_in_five_is_never_learned_from_but_measures():
    rani, given = an_agent(), categories()
    for key, category in given.items():
        for text in told(key):
            sorted_by(rani, text, category)

    texts = texts_of("category")

    by_number = Ticket.objects.values_list("pk", flat=True)
    held = [pk for pk in by_number if pk % 5 == 0]
    assert (len(texts.held_out), len(texts.learned)) == (len(held), 64 - len(held))
    assert not {text for text, _ in texts.learned} & {text for text, _ in texts.held_out}


def test_a_guess_that_nobody_confirmed_teaches_nothing():
    refund, rani = categories()["refund"], an_agent()
    ticket = a_ticket(text=SURE, subject="")
    set_category(ticket, to=refund, by=actors.SYSTEM, is_guess=True)
    resolve(ticket, by=actors.agent(rani))

    assert texts_of("category").learned == []

    set_category(ticket, to=refund, by=actors.agent(rani))
    texts = texts_of("category")
    assert [*texts.learned, *texts.held_out] == [(SURE, "refund")]


def test_an_internal_ticket_teaches_nothing():
    refund, rani = categories()["refund"], an_agent()
    ticket = a_ticket(text="Halo", subject=SURE)
    set_category(ticket, to=refund, by=actors.SYSTEM, is_guess=True)

    child = an_escalation(ticket, agent=rani)
    set_category(child, to=refund, by=actors.agent(rani))
    resolve(child, by=actors.agent(rani))

    texts = texts_of("category")
    assert [*texts.learned, *texts.held_out] == []


def test_a_correction_teaches_before_the_ticket_is_resolved():
    given = categories()
    ticket = a_ticket(text=SURE, subject="")
    set_category(ticket, to=given["delivery"], by=actors.SYSTEM, is_guess=True)

    set_category(ticket, to=given["refund"], by=actors.agent(an_agent()))

    texts = texts_of("category")
    assert [*texts.learned, *texts.held_out] == [(SURE, "refund")]
