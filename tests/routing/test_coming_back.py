"""A ticket that comes back is scored anew: points for being reopened count from then on."""

import pytest

from events import actors
from routing.models import Decision
from tests.builders import a_reply, a_ticket, an_agent, receives, work_off
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.set_priority import set_priority
from tickets.actions.unresolve import unresolve

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    ticket = a_ticket(text="uang kembali")  # 20 of the tier and 25 of the words: normal
    a_reply(ticket, agent=an_agent(), resolves=True)
    work_off()
    return ticket


def scored(ticket):
    work_off()
    ticket.refresh_from_db()
    return ticket.priority, ticket.priority_score


def test_what_the_customer_brings_back_counts_for_more(ticket):
    assert scored(ticket) == ("normal", 45)

    receives(ticket)

    assert scored(ticket) == ("high", 60)
    decision = Decision.objects.filter(ticket=ticket, kind="priority").latest("pk")
    assert {"source": "reopened", "code": "reopened", "points": 15, "found": ""} in decision.reasons


def test_reopened_by_hand_as_well(ticket):
    reopen(ticket, by=actors.agent(an_agent()))

    assert scored(ticket) == ("high", 60)


def test_what_was_resolved_by_mistake_is_what_it_was(ticket):
    receives(ticket)
    before = scored(ticket)
    resolve(ticket, by=actors.SYSTEM)
    unresolve(ticket, by=actors.SYSTEM)

    assert scored(ticket) == before
    assert Decision.objects.filter(ticket=ticket, kind="priority").count() == 2


def test_a_persons_choice_stays(ticket):
    receives(ticket)
    set_priority(ticket, to="low", by=actors.agent(an_agent()), is_manual=True)

    assert scored(ticket) == ("low", 60)
