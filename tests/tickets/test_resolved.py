"""A ticket that is resolved: reopened within the window, closed after it."""

import pytest
from django.utils import timezone

from events import actors
from tests.builders import a_reply, a_ticket, an_agent, receives
from tests.tickets.lives import answered, kinds, last, resolved
from tickets.actions.close import close
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve

pytestmark = pytest.mark.django_db


def test_resolving_ends_every_wait():
    ticket = a_ticket()
    at = timezone.now()

    assert resolve(ticket, by=actors.agent(an_agent()), at=at)

    assert (ticket.status, ticket.resolved_at) == ("resolved", at)
    assert (ticket.waiting_since, ticket.unseen, ticket.unassigned_reason) == (None, 0, "")
    assert kinds(ticket)[-1] == "ticket.resolved"


def test_resolving_twice_happens_once():
    ticket = resolved(a_ticket())

    assert not resolve(ticket, by=actors.agent(an_agent()))

    assert kinds(ticket).count("ticket.resolved") == 1


def test_a_customer_who_writes_within_the_window_reopens_it():
    ticket = resolved(answered(), days=6.9)

    received = receives(ticket)

    assert (received.ticket.pk, received.reopened) == (ticket.pk, True)
    assert (received.ticket.status, received.ticket.resolved_at) == ("open", None)
    assert received.ticket.unassigned_reason == "routing"
    assert kinds(ticket)[-2:] == ["ticket.reopened", "message.received"]
    assert last(ticket, "ticket.reopened")["by_message"] == received.message.pk
    assert last(ticket, "message.received")["reopened"] is True
    assert last(ticket, "message.received")["cycle_start"] is True


def test_a_reopened_ticket_stays_with_whoever_had_it():
    agent = an_agent()
    ticket = resolved(a_ticket(assignee=agent))

    received = receives(ticket)

    assert (received.ticket.assignee, received.ticket.unassigned_reason) == (agent, "")


def test_a_reopened_ticket_of_somebody_who_left_goes_back_to_the_queue():
    agent = an_agent()
    ticket = resolved(a_ticket(assignee=agent))
    type(agent).objects.filter(pk=agent.pk).update(is_active=False)

    received = receives(ticket)

    assert (received.ticket.assignee, received.ticket.unassigned_reason) == (None, "routing")
    assert "ticket.unassigned" in kinds(ticket)


def test_a_resolved_ticket_is_closed_later_and_for_good():
    ticket = resolved(a_ticket())

    assert close(ticket, by=actors.SYSTEM)
    assert not close(ticket, by=actors.SYSTEM)

    assert (ticket.status, ticket.closed_at is not None) == ("closed", True)


def test_what_is_active_cannot_be_closed():
    ticket = a_ticket()

    assert not close(ticket, by=actors.SYSTEM)
    assert ticket.status == "new"


def test_an_agent_reopens_what_they_resolved_too_early():
    ticket = resolved(a_ticket())

    assert reopen(ticket, by=actors.agent(an_agent()))

    assert (ticket.status, ticket.resolved_at) == ("open", None)
    assert ticket.waiting_since == ticket.created_at
    assert not reopen(ticket, by=actors.agent(an_agent()))


def test_a_reply_on_a_resolved_ticket_takes_it_up_again():
    ticket = resolved(answered())

    a_reply(ticket)

    assert (ticket.status, ticket.resolved_at) == ("pending", None)
    assert kinds(ticket)[-2:] == ["ticket.reopened", "reply.sent"]
