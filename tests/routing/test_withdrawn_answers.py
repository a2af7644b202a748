"""An answer that was taken back or never arrived has answered nothing."""

from datetime import timedelta

import pytest

from events import actors
from tests.builders import a_reply, an_agent, work_off
from tests.routing.followed import at, clock, reply
from tickets.actions.record_delivery import mark_bounced, mark_sending, mark_sent
from tickets.actions.withdraw import withdraw_reply

pytestmark = pytest.mark.django_db


def test_a_withdrawn_reply_has_answered_nothing(ticket):
    agent = an_agent()
    message = a_reply(ticket, agent=agent, at=at(10, 30))
    work_off()

    withdraw_reply(message, by=actors.agent(agent), at=at(10, 30) + timedelta(seconds=8))
    work_off()

    first = clock(ticket, "first_response")
    assert (first.stopped_at, first.stop_reason, first.deadline) == (None, "", at(11))
    assert clock(ticket, "resolution").is_running


def test_a_withdrawn_resolution_goes_on(ticket):
    agent = an_agent()
    message = a_reply(ticket, agent=agent, at=at(10, 30), resolves=True)
    work_off()

    withdraw_reply(message, by=actors.agent(agent), at=at(10, 30) + timedelta(seconds=8))
    work_off()

    assert clock(ticket, "first_response").deadline == at(11)
    assert clock(ticket, "resolution").is_running


def test_a_reply_that_bounced_leaves_the_promise_open(ticket):
    message = reply(ticket, at(10, 30))
    mark_sending(message.delivery)
    mark_sent(message.delivery, at=at(10, 31))
    mark_bounced(message.delivery, reason="unknown_recipient", at=at(10, 50))
    work_off()

    assert clock(ticket, "first_response").deadline == at(11, 20)  # the time between is left out
    assert clock(ticket, "resolution").is_running


def test_a_bounce_after_a_later_answer_changes_nothing(ticket):
    first = reply(ticket, at(10, 30))
    reply(ticket, at(10, 40))
    mark_sending(first.delivery)
    mark_bounced(first.delivery, reason="unknown_recipient", at=at(10, 50))
    work_off()

    assert clock(ticket, "first_response").stopped_at == at(10, 30)
