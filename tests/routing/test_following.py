"""Clocks follow the life of a ticket: the table of ARCHITECTURE.md, through the actions that agents use."""

import pytest

from events import actors
from events.models import Event
from routing.handlers import follow_clocks
from routing.models import Clock, ClockSpan
from tests.builders import a_customer, a_note, a_policy, a_ticket, receives, work_off
from tests.routing.followed import at, clock, cycles, reply, seen, write
from tickets.actions.automatic import send_automatic
from tickets.actions.hold import hold, unhold
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_a_reply_stops_the_response_and_pauses_the_resolution(ticket):
    message = reply(ticket, at(10, 30))

    first = clock(ticket, "first_response")
    assert (first.stopped_at, first.stop_reason) == (at(10, 30), "answered")
    assert (first.stopped_by_message, first.breached_at, first.due_at) == (message.pk, None, None)
    assert (clock(ticket, "resolution").paused_at, clock(ticket, "resolution").deadline) == (at(10, 30), None)
    assert seen(ticket) == (None, "paused")


def test_send_and_keep_open_answers_but_pauses_nothing(ticket):
    reply(ticket, at(10, 30), keeps_open=True)

    assert clock(ticket, "first_response").stopped_at == at(10, 30)
    assert clock(ticket, "resolution").is_running
    assert seen(ticket) == (at(11, days=3), "ok")


def test_a_policy_that_does_not_pause_lets_the_resolution_run():
    a_policy(pauses_while_pending=False)
    ticket = a_ticket(at=at(10))

    reply(ticket, at(10, 30))

    assert clock(ticket, "resolution").deadline == at(18)


def test_an_answer_of_the_customer_starts_a_cycle_at_the_first_unanswered_message(ticket):
    reply(ticket, at(10, 30))
    write(ticket, at(11))
    write(ticket, at(11, 20))

    assert cycles(ticket, "next_response") == [1]
    assert clock(ticket, "next_response").started_at == at(11)
    assert clock(ticket, "next_response").deadline == at(14)
    assert clock(ticket, "resolution").deadline == at(11, 30, days=3)
    assert seen(ticket) == (at(14), "ok")


def test_a_second_message_before_any_answer_changes_no_promise(ticket):
    write(ticket, at(10, 10))

    assert cycles(ticket, "next_response") == []
    assert clock(ticket, "first_response").deadline == at(11)


def test_the_promise_counts_from_the_receipt_however_late_it_is_worked_on(ticket):
    reply(ticket, at(10, 30))

    receives(ticket, received_at=at(10, 40))  # its event happens now, much later
    work_off()

    assert clock(ticket, "next_response").started_at == at(10, 40)


def test_each_exchange_is_a_cycle_of_its_own(ticket):
    for hour in (11, 14):
        reply(ticket, at(hour))
        write(ticket, at(hour, 15))
    reply(ticket, at(15))

    assert cycles(ticket, "next_response") == [1, 2]
    assert [clock(ticket, "next_response", cycle).stopped_at for cycle in (1, 2)] == [at(14), at(15)]


@pytest.mark.parametrize("what", ["note", "auto_reply", "acknowledgement"])
def test_nothing_that_a_person_did_not_say_to_the_customer_touches_a_clock(ticket, what):
    before = list(Clock.objects.order_by("pk").values())
    if what == "note":
        a_note(ticket)
    elif what == "auto_reply":
        receives(ticket, at=at(10, 30), is_auto_reply=True)
    else:
        send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement", at=at(10, 30))
    work_off()

    assert list(Clock.objects.order_by("pk").values()) == before


def test_on_hold_pauses_the_resolution_and_no_response(ticket):
    hold(ticket, by=actors.SYSTEM, at=at(10, 15))
    work_off()

    assert clock(ticket, "resolution").paused_at == at(10, 15)
    assert clock(ticket, "first_response").is_running
    assert seen(ticket) == (at(11), "ok")

    unhold(ticket, by=actors.SYSTEM, at=at(10, 45))
    work_off()

    assert clock(ticket, "resolution").deadline == at(11, 30, days=3)


def test_following_twice_changes_nothing(ticket):
    reply(ticket, at(10, 30))
    write(ticket, at(11))
    before = list(Clock.objects.order_by("pk").values()), list(ClockSpan.objects.order_by("pk").values())

    for event in Event.objects.filter(ticket_id=ticket.pk, kind__in=["message.received", "reply.sent"]):
        follow_clocks(event)

    after = list(Clock.objects.order_by("pk").values()), list(ClockSpan.objects.order_by("pk").values())
    assert after == before


def test_what_a_reply_answers_is_asked_of_people_only(ticket):
    assert Message.objects.filter(ticket=ticket, author_kind="customer").count() == 1
    write(ticket, at(10, 5), customer=a_customer())

    assert clock(ticket, "first_response").is_running
