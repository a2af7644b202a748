"""What somebody of us writes in another mail program appears on its ticket, as the answer it is (F19)."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in.mail.compose import compose
from events.actors import SYSTEM
from routing.models import Clock
from tests.builders import a_policy, a_reply, a_team, an_agent, work_off
from tests.channels_in.imap.sent.mails import RINA, a_ticket_by_mail, an_answer, last, look
from tests.channels_in.mails import a_mail, arrives
from tickets.actions.resolve import resolve
from tickets.models import Delivery, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_answer_from_another_program_stands_on_the_ticket_and_is_not_sent_again(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox), folder="Sent")

    assert look(mailbox)

    answer = ticket.messages.get(direction="outbound")
    assert (answer.text, answer.author_kind) == ("It is on its way.", "agent")
    assert answer.recipients["to"] == [["", RINA]]
    assert not Delivery.objects.filter(message=answer).exists()
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("pending", None)
    assert last().outcome == "message"


def test_it_stops_the_clock_at_the_time_it_was_sent(mailbox, dovecot, user):
    a_policy(minutes={"first_response": 60})
    ticket = a_ticket_by_mail(mailbox)
    sent_at = timezone.now().replace(microsecond=0)
    dovecot.put(user, an_answer(mailbox), folder="Sent", at=sent_at)
    time.sleep(3)

    look(mailbox)
    work_off()

    clock = Clock.objects.get(ticket=ticket, metric="first_response")
    assert clock.stopped_at is not None
    assert abs((clock.stopped_at - sent_at).total_seconds()) < 1.5


def test_the_agent_whose_address_it_is_has_written_it(mailbox, dovecot, user):
    rani = an_agent(a_team(), email="rani@ours.example")
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox, sender="Rani <Rani@ours.example>"), folder="Sent")

    look(mailbox)

    assert ticket.messages.get(direction="outbound").agent == rani


def test_what_nobody_has_becomes_theirs_if_it_is_their_teams(mailbox, dovecot, user):
    team = a_team()
    rani = an_agent(team, email="rani@ours.example")
    ticket = a_ticket_by_mail(mailbox)
    Ticket.objects.filter(pk=ticket.pk).update(team=team)
    dovecot.put(user, an_answer(mailbox, sender="Rani <Rani@ours.example>"), folder="Sent")

    look(mailbox)

    ticket.refresh_from_db()
    assert ticket.assignee == rani


def test_the_customers_answer_to_it_finds_the_ticket(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    dovecot.put(user, an_answer(mailbox, message_id="<answer@ours.example>"), folder="Sent")
    look(mailbox)

    item = arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<answer@ours.example>", text="Thanks"))

    assert item.message.ticket == ticket
    reply = a_reply(ticket)
    assert b"answer@ours.example" in compose(reply.delivery, mailbox).content


def test_what_the_customer_said_since_still_waits(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    sent_at = timezone.now() - timedelta(minutes=2)
    Message.objects.filter(ticket=ticket).update(created_at=sent_at - timedelta(minutes=5))
    item = arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<question@people.example>", text="Hello?"))
    dovecot.put(user, an_answer(mailbox), folder="Sent", at=sent_at)

    look(mailbox)

    ticket.refresh_from_db()
    assert ticket.status == "open"
    assert ticket.waiting_since == item.message.created_at


def test_a_finished_ticket_stays_finished(mailbox, dovecot, user):
    ticket = a_ticket_by_mail(mailbox)
    resolve(ticket, by=SYSTEM)
    dovecot.put(user, an_answer(mailbox), folder="Sent")

    look(mailbox)

    ticket.refresh_from_db()
    assert ticket.is_done
    assert ticket.messages.filter(direction="outbound").count() == 1
