"""Who hears that a message did not get through, and what its ticket does then."""

import pytest

from events import actors
from tests.builders import a_reply, a_ticket, an_agent
from tests.tickets.deliveries import a_delivery, kinds
from tickets.actions.automatic import send_automatic
from tickets.actions.record_delivery import mark_bounced, mark_failed, mark_sent, mark_unknown
from tickets.actions.retry_delivery import retry_delivery
from tickets.models import Delivery, Notification, Ticket

pytestmark = pytest.mark.django_db


def test_whoever_has_the_ticket_hears_that_it_failed():
    agent = an_agent()
    delivery = a_delivery(assignee=agent)

    mark_failed(delivery, reason="mailbox_full")

    notification = Notification.objects.get(agent=agent, kind="delivery_failed")
    assert notification.data == {"message": delivery.message_id}
    assert kinds() == ["delivery.failed"]


def test_without_an_assignee_the_author_hears_of_it():
    delivery = a_delivery()

    mark_unknown(delivery, reason="interrupted")

    assert Notification.objects.get().agent == delivery.message.agent
    assert Ticket.objects.get().status == "pending"


def test_a_failed_acknowledgement_opens_nothing_and_bothers_nobody():
    ticket = a_ticket()
    a_reply(ticket)
    message = send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")

    mark_failed(message.delivery, reason="refused")

    assert Ticket.objects.get().status == "pending"
    assert not Notification.objects.exists()
    assert kinds() == ["delivery.failed"]


def test_a_bounce_of_a_resolved_ticket_does_not_reopen_it():
    delivery = a_reply(a_ticket(), resolves=True).delivery
    mark_sent(delivery)

    assert mark_bounced(delivery, reason="no_such_address")

    assert Ticket.objects.get().status == "resolved"


def test_a_bounce_of_an_earlier_try_says_nothing_about_the_next():
    delivery = a_delivery()
    mark_failed(delivery, reason="unreachable")
    retry_delivery(delivery, by=actors.agent(an_agent()))

    assert not mark_bounced(delivery, reason="no_such_address")

    assert Delivery.objects.get().status == "queued"
