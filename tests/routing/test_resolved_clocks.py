"""What resolving, reopening and closing do to the clocks of a ticket."""

from datetime import timedelta

import pytest

from events import actors
from routing.models import ClockSpan
from tests.builders import receives, work_off
from tests.routing.followed import at, clock, reply, seen, write
from tickets.actions.close import close
from tickets.actions.hold import hold
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.unresolve import unresolve

pytestmark = pytest.mark.django_db


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
