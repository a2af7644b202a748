"""The life of a ticket, row by row as the design's table has it. What clocks do about it: tests/routing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from tests.builders import a_channel, a_customer, a_note, a_reply, a_team, a_ticket, an_agent, receives
from tests.tickets.lives import answered, kinds, last
from tickets.actions.assign import assign
from tickets.actions.hold import hold, unhold
from tickets.actions.tag import add_tag
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_a_first_message_makes_a_new_ticket_from_the_time_of_its_receipt():
    at = timezone.now() - timedelta(hours=2)

    received = receives(received_at=at, text="Where is my parcel?")

    ticket = received.ticket
    assert received.is_new
    assert (ticket.status, ticket.unassigned_reason) == ("new", "routing")
    assert (ticket.created_at, ticket.waiting_since, ticket.last_message_at) == (at, at, at)
    assert (ticket.unseen, ticket.snippet) == (1, "Where is my parcel?")
    assert kinds(ticket) == ["ticket.created", "message.received"]
    assert last(ticket, "message.received") | {"version": 0} == {
        "message": received.message.pk,
        "opens": True,
        "is_auto_reply": False,
        "reopened": False,
        "cycle_start": False,
        "status": "new",
        "version": 0,
    }


def test_a_ticket_starts_in_the_team_of_its_channel_and_in_the_language_of_its_customer():
    team = a_team()

    ticket = receives(channel=a_channel(team=team), customer=a_customer(language="en")).ticket

    assert (ticket.team, ticket.language) == (team, "en")


def test_a_message_without_a_subject_lends_the_ticket_its_first_words():
    ticket = receives(subject=" ", text="Halo,\n\nmeja saya rusak").ticket

    assert ticket.subject == "Halo, meja saya rusak"


def test_an_agents_reply_makes_it_pending():
    ticket = a_ticket()

    message = a_reply(ticket, text="On its way.")

    assert ticket.status == "pending"
    assert (ticket.waiting_since, ticket.unseen, ticket.snippet) == (None, 0, "On its way.")
    assert kinds(ticket)[-1] == "reply.sent"
    assert last(ticket, "reply.sent") | {"version": 0} == {
        "message": message.pk,
        "keeps_open": False,
        "resolves": False,
        "was": "new",
        "status": "pending",
        "version": 0,
    }


@pytest.mark.parametrize(
    ("before", "after"), [("new", "open"), ("open", "open"), ("pending", "open"), ("on_hold", "on_hold")]
)
def test_a_reply_that_keeps_it_open_does_not_wait_for_the_customer(before, after):
    ticket = a_ticket()
    Ticket.objects.filter(pk=ticket.pk).update(status=before)

    a_reply(ticket, keeps_open=True)

    assert ticket.status == after


def test_send_and_resolve_is_one_step():
    ticket = a_ticket()

    a_reply(ticket, resolves=True)

    assert ticket.status == "resolved"
    assert ticket.resolved_at is not None
    assert kinds(ticket)[-2:] == ["reply.sent", "ticket.resolved"]


@pytest.mark.parametrize("before", ["new", "open", "pending", "on_hold"])
def test_a_customer_who_writes_again_opens_it(before):
    ticket = a_ticket()
    Ticket.objects.filter(pk=ticket.pk).update(status=before)

    received = receives(ticket, text="Any news?")

    assert (received.is_new, received.reopened) == (False, False)
    assert received.ticket.status == "open"
    assert received.ticket.snippet == "Any news?"


def test_the_wait_counts_from_the_first_message_without_an_answer():
    ticket = answered()

    first = receives(ticket, received_at=timezone.now() - timedelta(minutes=3))
    second = receives(ticket)

    assert second.ticket.waiting_since == first.message.created_at
    assert second.ticket.unseen == 2
    events = Event.objects.filter(ticket_id=ticket.pk, kind="message.received").order_by("pk")
    assert [event.data["cycle_start"] for event in events] == [False, True, False]


def test_a_note_a_tag_and_an_assignment_leave_the_status_alone():
    ticket = answered()
    agent = an_agent()

    a_note(ticket)
    add_tag(ticket, name="fragile", by=actors.agent(agent))
    assign(ticket, to=agent, by=actors.agent(agent))

    ticket.refresh_from_db()
    assert ticket.status == "pending"


def test_on_hold_waits_for_a_third_party_until_it_is_our_turn_again():
    ticket = a_ticket()
    by = actors.agent(an_agent())

    assert hold(ticket, by=by)
    assert ticket.status == "on_hold"
    assert not hold(ticket, by=by)

    assert unhold(ticket, by=by)
    assert ticket.status == "open"
    assert not unhold(ticket, by=by)
    assert kinds(ticket)[-2:] == ["ticket.held", "ticket.unheld"]
