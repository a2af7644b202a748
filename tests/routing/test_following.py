"""Clocks follow the life of a ticket: the table of ARCHITECTURE.md, through the actions that agents use."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events import actors
from events.models import Event
from routing.escalate import fire_portion
from routing.handlers import follow_clocks
from routing.models import Clock, ClockSpan, Decision
from tests.builders import (
    a_category,
    a_customer,
    a_note,
    a_policy,
    a_reply,
    a_ticket,
    an_agent,
    office_hours,
    receives,
    work_off,
)
from tickets.actions.automatic import send_automatic
from tickets.actions.close import close
from tickets.actions.hold import hold, unhold
from tickets.actions.record_delivery import mark_bounced, mark_sending, mark_sent
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.set_category import set_category
from tickets.actions.set_priority import set_priority
from tickets.actions.unresolve import unresolve
from tickets.actions.withdraw import withdraw_reply
from tickets.models import Message

pytestmark = pytest.mark.django_db

JAKARTA = ZoneInfo("Asia/Jakarta")
FRIDAY = datetime(2026, 11, 20, tzinfo=JAKARTA)


def at(hour, minute=0, *, days=0):
    return FRIDAY + timedelta(days=days, hours=hour, minutes=minute)


@pytest.fixture
def policy():
    return a_policy(calendar=office_hours())


@pytest.fixture
def ticket(policy):
    """Came in on Friday at 10:00: an answer within an hour, done within eight."""
    ticket = a_ticket(at=at(10))
    work_off()
    return ticket


def clock(ticket, metric, cycle=1):
    return Clock.objects.get(ticket=ticket, metric=metric, cycle=cycle)


def cycles(ticket, metric):
    return list(ticket.clocks.filter(metric=metric).order_by("cycle").values_list("cycle", flat=True))


def reply(ticket, moment, **fields):
    message = a_reply(ticket, agent=an_agent(), at=moment, confirm=True, **fields)
    work_off()
    return message


def write(ticket, moment, **fields):
    message = receives(ticket, at=moment, **fields).message
    work_off()
    return message


def seen(ticket):
    ticket.refresh_from_db()
    return ticket.next_due_at, ticket.sla_state


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


def test_resolving_stops_everything_and_says_whether_all_was_kept(ticket):
    reply(ticket, at(10, 30))
    resolve(ticket, by=actors.SYSTEM, at=at(11))
    work_off()

    assert clock(ticket, "resolution").stop_reason == "resolved"
    assert seen(ticket) == (None, "met")


def test_resolving_too_late_is_remembered(ticket):
    reply(ticket, at(11, 30))
    resolve(ticket, by=actors.SYSTEM, at=at(11, 40))
    work_off()

    assert clock(ticket, "first_response").breached_at == at(11)
    assert seen(ticket) == (None, "breached")


def test_a_customer_who_comes_back_goes_on_with_the_resolved_time_left_out(ticket):
    reply(ticket, at(11), resolves=True)  # an hour of eight is used
    write(ticket, at(15, days=3))  # on Monday

    resolution = clock(ticket, "resolution")
    assert resolution.deadline == at(15, days=4)
    left_out = resolution.spans.get(kind=ClockSpan.Kind.PAUSED)
    assert (left_out.started_at, left_out.ended_at, left_out.reason) == (at(11), at(15, days=3), "resolved")
    assert clock(ticket, "next_response").started_at == at(15, days=3)


def test_reopened_by_hand_a_question_that_was_open_is_open_again(ticket):
    resolve(ticket, by=actors.SYSTEM, at=at(10, 20))
    work_off()
    reopen(ticket, by=actors.SYSTEM, at=at(10, 40))
    work_off()

    assert clock(ticket, "first_response").deadline == at(11, 20)
    assert clock(ticket, "resolution").deadline == at(11, 20, days=3)


@pytest.mark.parametrize("hold_first", [False, True], ids=["waiting", "on hold"])
def test_resolving_undone_the_resolution_stands_still_again(ticket, hold_first):
    reply(ticket, at(10, 30))
    if hold_first:
        hold(ticket, by=actors.SYSTEM, at=at(10, 40))
    resolve(ticket, by=actors.SYSTEM, at=at(10, 50))
    work_off()
    unresolve(ticket, by=actors.SYSTEM, at=at(10, 50) + timedelta(seconds=8))
    work_off()

    resolution = clock(ticket, "resolution")
    assert seen(ticket) == (None, "paused")
    assert ticket.status == ("on_hold" if hold_first else "pending")
    assert (resolution.stopped_at, resolution.deadline) == (None, None)
    assert resolution.spans.order_by("-started_at", "-pk").first().reason == ticket.status
    assert clock(ticket, "first_response").stop_reason == "answered"


def test_what_is_closed_stays_stopped_and_its_follow_up_begins_anew(ticket):
    resolve(ticket, by=actors.SYSTEM, at=at(11))
    close(ticket, by=actors.SYSTEM, at=at(12))
    later = receives(ticket, at=at(13)).ticket
    work_off()

    assert later.pk != ticket.pk
    assert not ticket.clocks.going().exists()
    assert sorted(later.clocks.values_list("metric", "started_at")) == [
        ("first_response", at(13)),
        ("resolution", at(13)),
    ]


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


def test_a_changed_priority_is_promised_anew_from_the_same_start(ticket, policy):
    policy.targets.filter(priority="urgent", metric="first_response").update(minutes=30)

    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True, at=at(10, 20))
    work_off()

    old, new = clock(ticket, "first_response", 1), clock(ticket, "first_response", 2)
    assert (old.stopped_at, old.stop_reason, old.due_at) == (at(10, 20), "replaced", None)
    assert (new.started_at, new.deadline) == (at(10), at(10, 30))
    assert cycles(ticket, "resolution") == [1]  # its target is the same
    assert Decision.objects.filter(ticket=ticket, kind="sla").count() == 2
    assert seen(ticket)[0] == at(10, 30)


def test_what_is_promised_anew_stands_still_from_when_the_ticket_did_however_late_that_is_followed(
    ticket, policy
):
    policy.targets.filter(priority="urgent", metric="resolution").update(minutes=240)

    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True, at=at(10, 20))
    a_reply(ticket, agent=an_agent(), at=at(10, 30), confirm=True)
    work_off()

    assert clock(ticket, "resolution", 2).paused_at == at(10, 30)


def test_a_policy_may_leave_running_clocks_alone(ticket, policy):
    policy.targets.filter(priority="urgent").update(minutes=30)
    policy.on_change = "keep"
    policy.save(update_fields=["on_change"])

    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True, at=at(10, 20))
    work_off()

    assert cycles(ticket, "first_response") == [1]
    assert clock(ticket, "first_response").deadline == at(11)


def test_another_policy_for_another_category_keeps_the_pauses(ticket, policy):
    type(policy).objects.update(position=9)
    a_policy(
        name="Refunds",
        position=0,
        conditions={"kind": "category", "op": "equals", "value": "refund"},
        minutes={"resolution": 240},
    )
    hold(ticket, by=actors.SYSTEM, at=at(10, 30))
    unhold(ticket, by=actors.SYSTEM, at=at(11, 30))
    work_off()

    set_category(ticket, to=a_category(key="refund"), by=actors.agent(an_agent()), at=at(11, 40))
    work_off()

    assert clock(ticket, "resolution", 2).deadline == at(15)  # around the clock, less the hour on hold
    assert clock(ticket, "first_response").stop_reason == "no_policy"


def test_a_promise_that_was_broken_already_is_not_broken_twice(ticket, policy):
    fire_portion(at=at(11, 5))
    policy.targets.filter(priority="urgent").update(minutes=30)

    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True, at=at(11, 10))
    work_off()
    fire_portion(at=at(11, 11))

    breaches = Event.objects.filter(ticket_id=ticket.pk, kind="sla.breached", data__metric="first_response")
    assert breaches.count() == 1
    assert clock(ticket, "first_response", 2).breached_at == at(10, 30)


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
