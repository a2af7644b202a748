"""The life of a ticket, row by row as the design's table has it. What clocks do about it: tests/routing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from tests.builders import (
    a_channel,
    a_customer,
    a_note,
    a_reply,
    a_team,
    a_ticket,
    an_agent,
    days_ago,
    receives,
)
from tickets.actions.assign import assign
from tickets.actions.automatic import send_automatic
from tickets.actions.close import close
from tickets.actions.hold import hold, unhold
from tickets.actions.record_delivery import mark_bounced, mark_failed, mark_sent
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.tag import add_tag
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def kinds(ticket: Ticket) -> list[str]:
    return list(Event.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("kind", flat=True))


def last(ticket: Ticket, kind: str) -> dict:
    return Event.objects.filter(ticket_id=ticket.pk, kind=kind).latest("pk").data


def resolved(ticket: Ticket, *, days: float = 0) -> Ticket:
    resolve(ticket, by=actors.agent(an_agent()), at=days_ago(days))
    return ticket


def answered() -> Ticket:
    ticket = a_ticket()
    a_reply(ticket)
    return ticket


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
