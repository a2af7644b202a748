"""What the database itself forbids, whatever code does."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events import actors
from tests.builders import a_note, a_reply, a_ticket, an_agent
from tickets.actions.follow import follow
from tickets.actions.resolve import resolve
from tickets.models import Follower, Message, Note, Notification, Participant, Ticket

pytestmark = pytest.mark.django_db


def forbidden(work) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        work()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"status": "resolved"}, id="resolved without a time"),
        pytest.param({"resolved_at": timezone.now()}, id="active with a time of resolution"),
        pytest.param({"closed_at": timezone.now()}, id="active with a time of closing"),
        pytest.param({"status": "closed", "resolved_at": timezone.now()}, id="closed without a time"),
        pytest.param({"unassigned_reason": ""}, id="nobody has it, for no reason"),
    ],
)
def test_a_ticket_cannot_contradict_itself(fields):
    ticket = a_ticket()

    forbidden(lambda: Ticket.objects.filter(pk=ticket.pk).update(**fields))


def test_what_somebody_has_cannot_say_why_nobody_has_it():
    ticket = a_ticket(assignee=an_agent())

    forbidden(lambda: Ticket.objects.filter(pk=ticket.pk).update(unassigned_reason="routing"))


def test_what_is_done_needs_no_reason():
    ticket = a_ticket()

    resolve(ticket, by=actors.SYSTEM)

    assert (ticket.assignee, ticket.unassigned_reason) == (None, "")


def test_a_click_is_one_message_and_one_note():
    ticket, key = a_ticket(), uuid4()
    a_reply(ticket, client_key=key)
    a_note(ticket, client_key=key)

    forbidden(lambda: Message.objects.filter(direction="inbound").update(client_key=key))
    other = a_note(ticket)
    forbidden(lambda: Note.objects.filter(pk=other.pk).update(client_key=key))


def test_what_came_in_is_the_customers():
    a_ticket()

    forbidden(lambda: Message.objects.update(author_kind="agent"))


def test_one_is_told_once_follows_once_and_takes_part_once():
    agent = an_agent()
    ticket = a_ticket(assignee=agent, participants=[("", "budi@example.test")])
    follow(ticket, agent=agent)

    for model in (Notification, Follower, Participant):
        row = model.objects.get()
        row.pk = None
        forbidden(lambda row=row: row.save(force_insert=True))
