"""At the doors nobody meets an internal ticket: who names its number means the one it was opened for."""

from __future__ import annotations

import pytest
from django.urls import reverse

from analytics.models import Survey
from events import actors
from people.models import Company
from tests.analytics.surveys import a_helped_ticket, an_asking_channel
from tests.builders import a_note, a_team, an_agent, work_off
from tests.channels_in.mails import a_mail, arrives
from tests.channels_in.thread import CUSTOMER, STRANGER, reply
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.resolve import resolve
from tickets.models import Message, Ticket


def numbered(ticket: Ticket) -> str:
    return f"Any news? [{Company.current().ticket_prefix}-{ticket.pk}]"


def test_a_mail_with_the_number_of_an_internal_ticket_is_heard_on_the_customers_own(mailbox, ticket):
    child = an_escalation(ticket)

    assert reply(mailbox, sender=CUSTOMER, subject=numbered(child)).ticket == ticket


def test_a_stranger_who_guesses_it_opens_a_ticket_of_their_own(mailbox, ticket):
    child = an_escalation(ticket)

    opened = reply(mailbox, sender=STRANGER, subject=numbered(child)).ticket

    assert opened not in (ticket, child)
    assert opened.parent is None


def test_a_second_mail_that_names_neither_is_no_answer_to_one(mailbox, ticket):
    child = an_escalation(ticket)
    arrives(mailbox, a_mail(mailbox.address, sender=CUSTOMER, subject="Something else"))

    assert not Message.objects.filter(ticket=child).exists()


def test_a_visitor_reads_nothing_of_it(db):
    team = a_team()
    chat = a_web_chat(team=team)
    visitor = a_visitor(chat)
    visitor.write("It does not lock")
    work_off()
    ticket = Ticket.objects.get()
    agent = an_agent(team)
    before = visitor.look()["state"]

    child = an_escalation(ticket, agent=agent, text="Look at the lock, please")
    a_note(child, agent=agent, text="He broke it himself")
    resolve(child, by=actors.agent(agent))
    work_off()

    feed = visitor.look()
    assert (feed["messages"], feed["lines"], feed["state"]) == ([], [], before)
    visitor.write("Hello?")
    work_off()
    assert Ticket.objects.of_customers().get().messages.count() == 2


def test_nobody_is_asked_how_the_help_of_the_other_team_was(db):
    channel = an_asking_channel()
    ticket = a_helped_ticket(channel=channel)
    child = an_escalation(ticket, agent=ticket.assignee)

    resolve(child, by=actors.agent(ticket.assignee))
    work_off()

    assert not Survey.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_call_back_is_offered_on_it(client, ticket, method):
    child = an_escalation(ticket)
    client.force_login(child.notes.get().agent)

    assert getattr(client, method)(reverse("calls:call-backs", args=[child.pk])).status_code == 404
