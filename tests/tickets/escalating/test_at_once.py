"""Two people, or one who clicks twice, in the same instant."""

import threading
from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction

from events import actors
from people.models import Agent
from tests.builders import a_team, a_ticket, an_agent, work_off
from tests.tickets.escalating.internal import an_escalation
from tests.together import at_once, until_somebody_waits, with_own_connection
from tickets.actions.cancel_escalation import cancel_escalation
from tickets.actions.escalate import escalate
from tickets.actions.resolve import resolve
from tickets.actions.resolve_asked import StillAsked, resolve_asked
from tickets.models import Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_click_asks_once():
    team, agent, ticket, key = a_team(), an_agent(), a_ticket(), uuid4()

    def click() -> Ticket:
        mine = Ticket.objects.get(pk=ticket.pk)
        return escalate(mine, to=team, text="Check it.", by=actors.agent(agent), agent=agent, client_key=key)

    found = at_once([click] * 4)

    assert set(found) == {Ticket.objects.get(parent=ticket)}


def test_two_who_ask_the_same_team_at_once_ask_it_once():
    team, ticket = a_team(), a_ticket()

    def asks(agent: Agent) -> Ticket:
        return an_escalation(Ticket.objects.get(pk=ticket.pk), to=team, agent=agent)

    found = at_once([partial(asks, an_agent()) for _ in range(4)])

    assert sorted(type(one).__name__ for one in found) == ["Refused", "Refused", "Refused", "Ticket"]
    assert ticket.children.count() == 1


def test_what_is_done_and_called_off_in_the_same_instant_ends_once():
    agent = an_agent()
    child = an_escalation(a_ticket(), agent=agent)

    def does_it() -> bool:
        return resolve(Ticket.objects.get(pk=child.pk), by=actors.agent(agent))

    def calls_it_off() -> None:
        mine = Ticket.objects.select_related("parent").get(pk=child.pk)
        cancel_escalation(mine, by=actors.agent(agent), agent=agent)

    done, called_off = at_once([does_it, calls_it_off])
    work_off()

    child.refresh_from_db()
    assert child.is_done
    if done is True:
        assert isinstance(called_off, Refused)
        assert child.cancelled_at is None
    else:
        assert (done, called_off) == (False, None)
        assert child.cancelled_at is not None


def test_what_is_escalated_while_it_is_resolved_is_asked_about():
    agent, answers = an_agent(), []
    ticket = a_ticket()

    def resolves() -> None:
        mine = Ticket.objects.get(pk=ticket.pk)
        try:
            answers.append(resolve_asked(mine, by=actors.agent(agent), agent=agent))
        except StillAsked as asked:
            answers.append(asked)

    resolved = threading.Thread(target=lambda: with_own_connection(resolves))
    with transaction.atomic():
        an_escalation(ticket, agent=agent)
        resolved.start()
        until_somebody_waits()
    resolved.join(20)

    assert [type(one) for one in answers] == [StillAsked]
    ticket.refresh_from_db()
    assert ticket.is_active


def test_what_is_done_while_it_is_called_off_with_its_parent_is_not_called_off():
    agent = an_agent()
    ticket = a_ticket()
    child = an_escalation(ticket, agent=agent)

    def ends_all() -> bool:
        mine = Ticket.objects.get(pk=ticket.pk)
        return resolve_asked(mine, by=actors.agent(agent), agent=agent, then="cancel")

    def does_it() -> bool:
        return resolve(Ticket.objects.get(pk=child.pk), by=actors.agent(agent))

    all_ended, done = at_once([ends_all, does_it])
    work_off()

    child.refresh_from_db()
    assert all_ended is True
    assert done is (child.cancelled_at is None)
