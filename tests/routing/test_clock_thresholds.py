"""When a clock warns: shares of the target and minutes before it, each owed once."""

from routing.clockwork import next_threshold, pause, restart, resume, stop, thresholds
from routing.thresholds import BREACH
from tests.routing.histories import mark_fired
from tests.routing.office_clock import OFFICE, a_clock, at, local


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


def test_minutes_after_the_deadline_are_working_minutes_too():
    [breach, same_day, next_week] = thresholds(a_clock(warnings=(130, 280)), OFFICE)

    assert (breach.point, local(breach.at)) == (BREACH, "20 15:00")
    assert (same_day.point, local(same_day.at)) == (130, "20 15:30")
    assert (next_week.point, local(next_week.at)) == (280, "23 10:00")


def test_what_would_come_after_the_clock_stopped_does_not_come():
    late = stop(a_clock(warnings=(130, 280)), OFFICE, at=at("20 16:00"))

    assert [one.point for one in thresholds(late, OFFICE)] == [BREACH, 130]
