"""A reply that failed and is sent again answers the customer as it would have at first."""

import pytest

from events import actors
from events.models import Event
from tests.builders import a_reply, a_ticket, an_agent, receives
from tickets.actions.automatic import send_automatic
from tickets.actions.hold import hold
from tickets.actions.record_delivery import mark_bounced, mark_failed, mark_sent
from tickets.actions.resolve import resolve
from tickets.actions.retry_delivery import retry_delivery
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def fail(message) -> None:
    mark_failed(message.delivery, reason="refused")


def retry(message) -> Ticket:
    retry_delivery(message.delivery, by=actors.agent(an_agent()))
    return Ticket.objects.get(pk=message.ticket_id)


def test_nobody_waits_any_more_and_the_next_message_starts_a_cycle():
    message = a_reply(a_ticket())
    fail(message)
    assert Ticket.objects.get().waiting_since is not None

    ticket = retry(message)

    assert (ticket.status, ticket.waiting_since) == ("pending", None)
    receives(ticket)
    assert Event.objects.filter(kind="message.received").latest("pk").data["cycle_start"]


def test_after_a_bounce_too_and_as_often_as_it_fails():
    message = a_reply(a_ticket())
    mark_sent(message.delivery)
    mark_bounced(message.delivery, reason="mailbox_full")
    assert retry(message).status == "pending"

    fail(message)
    assert Ticket.objects.get().status == "open"

    assert retry(message).status == "pending"


def test_two_that_failed_wait_until_both_are_sent_again():
    ticket = a_ticket()
    first, second = a_reply(ticket), a_reply(ticket, text="And more")
    fail(first)
    fail(second)

    assert [retry(message).status for message in (first, second)] == ["open", "pending"]


def test_what_was_kept_open_stays_open():
    message = a_reply(a_ticket(), keeps_open=True)
    fail(message)

    ticket = retry(message)

    assert (ticket.status, ticket.waiting_since) == ("open", None)


def test_who_has_written_more_since_still_waits():
    ticket = a_ticket()
    message = a_reply(ticket)
    fail(message)
    later = receives(ticket, text="Hello?").message

    ticket = retry(message)

    assert (ticket.status, ticket.waiting_since) == ("open", later.created_at)


@pytest.mark.parametrize(("put_away", "status"), [(hold, "on_hold"), (resolve, "resolved")])
def test_where_somebody_has_put_it_since_it_stays(put_away, status):
    ticket = a_ticket()
    message = a_reply(ticket)
    fail(message)
    put_away(Ticket.objects.get(), by=actors.agent(an_agent()))

    ticket = retry(message)

    assert (ticket.status, ticket.waiting_since) == (status, None)


def test_an_acknowledgement_that_is_sent_again_answers_nothing():
    ticket = a_ticket()
    message = send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")
    fail(message)

    assert retry(message).waiting_since == ticket.created_at
