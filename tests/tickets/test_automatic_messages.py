"""Machines that answer, ours and theirs, and messages that did not arrive."""

import pytest

from events import actors
from tests.builders import a_reply, a_ticket, receives
from tests.tickets.lives import answered, kinds, last, resolved
from tickets.actions.automatic import send_automatic
from tickets.actions.close import close
from tickets.actions.record_delivery import mark_bounced, mark_failed, mark_sent
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_an_automatic_mail_of_ours_changes_no_status_and_answers_nothing():
    ticket = a_ticket()
    waiting = ticket.waiting_since

    message = send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")

    assert (ticket.status, ticket.waiting_since, ticket.unseen) == ("new", waiting, 1)
    assert ticket.snippet == "Where is my parcel?"
    assert (message.author_kind, message.delivery.status) == ("system", "queued")
    assert "reply.sent" not in kinds(ticket)


@pytest.mark.parametrize("before", ["pending", "resolved", "closed"])
def test_an_auto_reply_is_kept_and_changes_nothing(before):
    ticket = answered()
    if before != "pending":
        resolved(ticket)
    if before == "closed":
        close(ticket, by=actors.SYSTEM)
    was = Ticket.objects.filter(pk=ticket.pk).values(
        "status", "waiting_since", "unseen", "snippet", "last_message_at", "resolved_at"
    )
    facts = was.get()

    received = receives(ticket, is_auto_reply=True, text="I am away until Monday.")

    assert received.ticket == ticket
    assert (received.is_new, received.reopened, received.message.is_auto_reply) == (False, False, True)
    assert was.get() == facts
    assert last(ticket, "message.received")["cycle_start"] is False


def test_an_auto_reply_out_of_the_blue_has_a_ticket_that_waits_for_nobody():
    received = receives(is_auto_reply=True)

    assert received.is_new
    assert (received.ticket.waiting_since, received.ticket.unseen) == (None, 0)


@pytest.mark.parametrize("mark", [mark_failed, mark_bounced])
def test_a_message_that_did_not_arrive_opens_it_again_with_the_reason(mark):
    ticket = a_ticket()
    waiting = ticket.waiting_since
    delivery = a_reply(ticket).delivery
    if mark is mark_bounced:
        mark_sent(delivery)

    assert mark(delivery, reason="no_such_address", detail="550 5.1.1")

    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("open", waiting)
    kind = "delivery.bounced" if mark is mark_bounced else "delivery.failed"
    assert last(ticket, kind)["reason"] == "no_such_address"
