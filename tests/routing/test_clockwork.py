"""One clock by itself: deadlines, pauses and thresholds on working time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from helpdesk.lib.faults import FaultyData
from people.calendar import Calendar, Holiday
from people.hours_format import always_open
from routing.clockwork import (
    Target,
    next_threshold,
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
from routing.thresholds import BREACH, check_warnings, parse_warnings
from tests.routing.histories import mark_fired, remaining_seconds

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar(zone=JAKARTA, week=(*(((540, 720), (780, 1020)),) * 5, (), ()))
HOUR = 3600


def at(text):
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=JAKARTA)


def local(moment):
    return moment and moment.astimezone(JAKARTA).strftime("%d %H:%M")


def a_clock(hours=4, warnings=(), start="20 10:00", metric="resolution"):
    return start_clock(Target(metric=metric, seconds=hours * HOUR, warnings=warnings), OFFICE, at=at(start))


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


def test_thresholds_lie_at_shares_of_the_target_and_minutes_before_it():
    found = thresholds(a_clock(warnings=(-15, 50, 75)), OFFICE)

    assert [(one.point, local(one.at)) for one in found] == [
        (50, "20 12:00"), (75, "20 14:00"), (-15, "20 14:45"), (BREACH, "20 15:00")
    ]  # fmt: skip


def test_minutes_before_are_working_minutes_and_none_fires_at_night():
    [early, _] = thresholds(a_clock(hours=7, start="20 17:00", warnings=(-180,)), OFFICE)
    [over_lunch, _] = thresholds(a_clock(hours=4, start="20 09:30", warnings=(-90,)), OFFICE)

    assert local(early.at) == "23 14:00"
    assert local(over_lunch.at) == "20 12:00"


def test_a_warning_that_would_come_before_the_start_is_left_out():
    assert [one.point for one in thresholds(a_clock(hours=1, warnings=(-60, -90)), OFFICE)] == [BREACH]


def test_a_pause_moves_the_thresholds_that_are_still_to_come_and_no_others():
    clock = a_clock(warnings=(25, 75))
    paused = pause(clock, OFFICE, at=at("20 11:30"))

    assert [(one.point, local(one.at)) for one in thresholds(paused, OFFICE)] == [(25, "20 11:00")]
    resumed = resume(paused, OFFICE, at=at("20 14:00"))
    assert [(one.point, local(one.at)) for one in thresholds(resumed, OFFICE)] == [
        (25, "20 11:00"), (75, "20 15:30"), (BREACH, "20 16:30")
    ]  # fmt: skip


def test_a_pause_at_the_very_deadline_is_in_time():
    paused = pause(a_clock(), OFFICE, at=at("20 15:00"))

    assert thresholds(paused, OFFICE) == []
    assert remaining_seconds(paused, OFFICE, at=at("20 16:00")) == 0


def test_each_threshold_is_owed_once_and_what_was_missed_stays_owed():
    clock = a_clock(warnings=(50,))
    walked = []
    while owed := next_threshold(clock, OFFICE):
        walked.append(owed.point)
        clock = mark_fired(clock, owed.point)

    assert walked == [50, BREACH]
    late = stop(a_clock(warnings=(50,)), OFFICE, at=at("20 16:00"))
    assert next_threshold(mark_fired(late, 50), OFFICE).point == BREACH
    assert next_threshold(stop(a_clock(warnings=(50,)), OFFICE, at=at("20 11:00")), OFFICE) is None


def test_a_fired_warning_stays_fired_after_pause_and_reopening():
    clock = mark_fired(a_clock(warnings=(25,)), 25)

    clock = resume(pause(clock, OFFICE, at=at("20 12:00")), OFFICE, at=at("20 14:00"))
    clock = restart(stop(clock, OFFICE, at=at("20 14:30")), OFFICE, at=at("20 16:00"))

    assert next_threshold(clock, OFFICE).point == BREACH


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


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param([50, 75, -15], [], id="fine"),
        pytest.param("75", [("warnings", "not_a_list")], id="no list"),
        pytest.param(
            [0, 100, 101, -40_000], [(f"warnings.{n}", "warning_out_of_range") for n in range(4)], id="range"
        ),
        pytest.param([75, 75], [("warnings.1", "warning_twice")], id="twice"),
        pytest.param(
            ["75%", True], [("warnings.0", "not_a_number"), ("warnings.1", "not_a_number")], id="no number"
        ),
        pytest.param(list(range(1, 12)), [("warnings", "too_many")], id="too many"),
    ],
)
def test_faulty_warnings_are_named(data, expected):
    assert [(fault.path, fault.code) for fault in check_warnings(data)] == expected
    if expected:
        with pytest.raises(FaultyData):
            parse_warnings(data)
    else:
        assert parse_warnings(data) == tuple(data)
