"""One clock by itself: deadlines and pauses on working time."""

from datetime import timedelta

import pytest

from people.calendar import Calendar, Holiday
from people.hours_format import always_open
from routing.clockwork import (
    Target,
    pause,
    recompute,
    restart,
    resume,
    retarget,
    start_clock,
    stop,
    thresholds,
    undo_stop,
    used_seconds,
)
from routing.thresholds import BREACH
from tests.routing.histories import remaining_seconds
from tests.routing.office_clock import HOUR, JAKARTA, OFFICE, a_clock, at, local


def test_the_deadline_lies_on_working_time():
    assert local(a_clock().deadline) == "20 15:00"


def test_a_paused_clock_has_no_deadline_and_keeps_what_is_left():
    paused = pause(a_clock(), OFFICE, at=at("20 11:00"))

    assert paused.deadline is None
    assert paused.is_paused
    assert remaining_seconds(paused, OFFICE, at=at("23 16:00")) == 3 * HOUR


def test_resuming_moves_the_deadline_by_the_working_time_it_stood_still():
    paused = pause(a_clock(), OFFICE, at=at("20 11:00"))

    assert local(resume(paused, OFFICE, at=at("20 16:00")).deadline) == "23 11:00"


def test_a_pause_over_closed_hours_only_changes_nothing():
    paused = pause(a_clock(hours=8), OFFICE, at=at("20 18:00"))

    assert resume(paused, OFFICE, at=at("22 12:00")).deadline == a_clock(hours=8).deadline


def test_pausing_a_hundred_times_loses_not_a_microsecond():
    clock = a_clock(hours=30)
    moment = at("20 10:00")
    for _ in range(100):
        clock = pause(clock, OFFICE, at=moment + timedelta(microseconds=333_333))
        clock = resume(clock, OFFICE, at=moment + timedelta(microseconds=666_667))
        moment += timedelta(seconds=1)

    assert used_seconds(clock, OFFICE, at=moment) == 66.6666
    assert remaining_seconds(clock, OFFICE, at=moment) == 30 * HOUR - 66.6666


def test_what_repeats_changes_nothing():
    paused = pause(a_clock(), OFFICE, at=at("20 11:00"))
    stopped = stop(a_clock(), OFFICE, at=at("20 11:00"))

    assert pause(paused, OFFICE, at=at("20 12:00")) is paused
    assert resume(a_clock(), OFFICE, at=at("20 12:00")) == a_clock()
    assert stop(stopped, OFFICE, at=at("20 12:00")) is stopped
    assert pause(stopped, OFFICE, at=at("20 12:00")) is stopped
    assert restart(a_clock(), OFFICE, at=at("20 12:00")) == a_clock()


def test_what_arrives_late_keeps_the_spans_in_order():
    resumed = resume(pause(a_clock(), OFFICE, at=at("20 11:00")), OFFICE, at=at("20 14:00"))

    late = pause(resumed, OFFICE, at=at("20 10:30"))

    assert [local(gap.from_at) for gap in late.pauses] == ["20 11:00", "20 14:00"]
    assert stop(a_clock(), OFFICE, at=at("20 09:00")).stopped_at == at("20 10:00")


@pytest.mark.parametrize(
    ("stopped", "breached"),
    [
        pytest.param("20 14:59", False, id="a minute early"),
        pytest.param("20 15:00", False, id="at the deadline"),
        pytest.param("20 15:01", True, id="a minute late"),
    ],
)
def test_a_stop_after_the_deadline_is_a_breach(stopped, breached):
    clock = stop(a_clock(), OFFICE, at=at(stopped))

    assert clock.is_breached is breached
    assert [one.point for one in thresholds(clock, OFFICE)] == ([BREACH] if breached else [])


def test_a_reopened_clock_leaves_the_resolved_time_out():
    reopened = restart(stop(a_clock(), OFFICE, at=at("20 11:00")), OFFICE, at=at("23 10:00"))

    assert local(reopened.deadline) == "23 14:00"
    assert [gap.why for gap in reopened.pauses] == ["resolved"]


def test_a_withdrawn_stop_counts_the_time_in_between():
    assert undo_stop(stop(a_clock(), OFFICE, at=at("20 11:00"))) == a_clock()


def test_a_pause_at_the_very_deadline_is_in_time():
    paused = pause(a_clock(), OFFICE, at=at("20 15:00"))

    assert thresholds(paused, OFFICE) == []
    assert remaining_seconds(paused, OFFICE, at=at("20 16:00")) == 0


def test_another_target_counts_from_the_clocks_own_start():
    clock = resume(pause(a_clock(), OFFICE, at=at("20 11:00")), OFFICE, at=at("20 14:00"))

    urgent = retarget(clock, OFFICE, Target(metric="resolution", seconds=2 * HOUR))

    assert local(urgent.deadline) == "20 15:00"


def test_a_holiday_entered_later_moves_an_open_deadline():
    clock = a_clock(hours=8)
    holiday = Calendar(
        zone=JAKARTA, week=OFFICE.week, holidays={at("23 00:00").date(): Holiday(name="Libur")}
    )

    assert local(clock.deadline) == "23 11:00"
    assert local(recompute(clock, holiday).deadline) == "24 11:00"


def test_around_the_clock_a_promise_ends_to_the_second():
    clock = start_clock(Target(metric="first_response", seconds=61), always_open(), at=at("20 23:59"))

    assert clock.deadline == at("21 00:00") + timedelta(seconds=1)
