"""Business hours against tables."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from people.calendar import (
    ALWAYS,
    BeyondHorizon,
    Holiday,
    NeverOpens,
    add_working,
    explain,
    is_open,
    next_opening,
    working_seconds,
)
from tests.people.office import BERLIN, HOUR, at, calendar, local


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        pytest.param("2026-11-20 10:00", 1, "2026-11-20 11:00", id="inside one block"),
        pytest.param("2026-11-20 11:30", 1, "2026-11-20 13:30", id="over lunch"),
        pytest.param("2026-11-20 09:00", 3, "2026-11-20 12:00", id="exactly until lunch"),
        pytest.param("2026-11-20 16:00", 2, "2026-11-23 10:00", id="over a weekend"),
        pytest.param("2026-11-21 12:00", 1, "2026-11-23 10:00", id="starts on a closed day"),
        pytest.param("2026-11-20 09:00", 7, "2026-11-20 17:00", id="exactly at closing"),
        pytest.param("2026-11-20 20:00", 1, "2026-11-23 10:00", id="starts after closing"),
        pytest.param("2026-11-20 06:00", 1, "2026-11-20 10:00", id="starts before opening"),
        pytest.param("2026-11-20 12:30", 1, "2026-11-20 14:00", id="starts at lunch"),
        pytest.param("2026-11-20 10:00", 35, "2026-11-27 10:00", id="five working days"),
        pytest.param("2028-02-28 16:00", 7, "2028-02-29 16:00", id="onto a leap day"),
        pytest.param("2028-02-29 16:00", 7, "2028-03-01 16:00", id="over a leap day"),
        pytest.param("2026-12-31 16:00", 2, "2027-01-01 10:00", id="over new year"),
    ],
)
def test_working_hours_are_added_inside_the_blocks_only(start, hours, due):
    assert local(add_working(calendar(), at(start), hours * HOUR)) == due


def test_a_holiday_does_not_count_and_special_hours_do():
    lebaran = {
        date(2026, 3, 20): Holiday(name="Cuti Bersama"),
        date(2026, 3, 23): Holiday(name="Setengah hari", blocks=((540, 720),)),
    }

    due = add_working(calendar(holidays=lebaran), at("2026-03-19 16:00"), 5 * HOUR)

    assert local(due) == "2026-03-24 10:00"


def test_around_the_clock_misses_no_minute():
    always = calendar(week=ALWAYS)
    start = at("2026-11-20 23:59")

    assert working_seconds(always, start, start + timedelta(days=30)) == 30 * 86_400
    assert local(add_working(always, start, 120)) == "2026-11-21 00:01"
    assert [line.why for line in explain(always, start, start + timedelta(days=3))] == ["open"]


def test_a_shift_over_midnight_is_two_blocks_without_a_gap():
    night = (((0, 120), (22 * 60, 1440)),) * 7
    start = at("2026-11-20 21:00")

    assert local(add_working(calendar(week=night), start, 4 * HOUR)) == "2026-11-21 02:00"
    lines = explain(calendar(week=night), start, at("2026-11-21 03:00"))
    assert [(line.why, line.seconds) for line in lines] == [
        ("closed_hours", HOUR), ("open", 4 * HOUR), ("closed_hours", HOUR)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        pytest.param("Asia/Jakarta", "2026-11-20 03:00", id="WIB"),
        pytest.param("Asia/Makassar", "2026-11-20 02:00", id="WITA"),
        pytest.param("Asia/Jayapura", "2026-11-20 01:00", id="WIT"),
    ],
)
def test_the_same_office_hours_are_other_moments_in_each_indonesian_zone(zone, due):
    midnight = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)

    assert local(add_working(calendar(zone), midnight, HOUR), "UTC") == due


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-11-20 08:59", False, id="a minute before opening"),
        pytest.param("2026-11-20 09:00", True, id="at opening"),
        pytest.param("2026-11-20 12:00", False, id="at the beginning of lunch"),
        pytest.param("2026-11-20 16:59", True, id="the last minute"),
        pytest.param("2026-11-20 17:00", False, id="at closing"),
        pytest.param("2026-11-21 10:00", False, id="Saturday"),
    ],
)
def test_open_is_from_the_opening_to_just_before_closing(moment, expected):
    assert is_open(calendar(), at(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        pytest.param("2026-11-20 10:15", "2026-11-20 10:15", id="open: now"),
        pytest.param("2026-11-20 12:15", "2026-11-20 13:00", id="lunch"),
        pytest.param("2026-11-20 17:00", "2026-11-23 09:00", id="Friday evening"),
    ],
)
def test_next_opening(moment, opening):
    assert local(next_opening(calendar(), at(moment))) == opening


def test_a_calendar_that_never_opens_says_so():
    shut = calendar(week=((),) * 7)
    start = at("2026-11-20 10:00")

    with pytest.raises(NeverOpens):
        add_working(shut, start, 60)
    with pytest.raises(NeverOpens):
        next_opening(shut, start)
    assert not is_open(shut, start)
    assert [line.why for line in explain(shut, start, at("2026-11-20 12:00"))] == ["closed_day"]


def test_a_calendar_that_opens_on_one_special_day_only_never_opens_after_it():
    once = calendar(
        week=((),) * 7, holidays={date(2026, 11, 21): Holiday(name="Bazar", blocks=((600, 660),))}
    )

    assert local(add_working(once, at("2026-11-20 10:00"), HOUR)) == "2026-11-21 11:00"
    with pytest.raises(NeverOpens):
        add_working(once, at("2026-11-20 10:00"), HOUR + 1)


def test_a_target_of_decades_is_refused_instead_of_counted():
    with pytest.raises(BeyondHorizon):
        add_working(calendar(week=(((0, 1),), *((),) * 6)), at("2026-11-20 10:00"), 365 * 86_400)


def test_explain_names_why_each_interval_did_not_count():
    holidays = {date(2026, 11, 23): Holiday(name="Hari Guru")}

    lines = explain(calendar(holidays=holidays), at("2026-11-20 11:00"), at("2026-11-24 10:00"))

    assert [(local(line.from_at)[5:], line.why, line.name, line.counted) for line in lines] == [
        ("11-20 11:00", "open", "", True),
        ("11-20 12:00", "closed_hours", "", False),
        ("11-20 13:00", "open", "", True),
        ("11-20 17:00", "closed_hours", "", False),
        ("11-21 00:00", "weekend", "", False),
        ("11-23 00:00", "holiday", "Hari Guru", False),
        ("11-24 00:00", "closed_hours", "", False),
        ("11-24 09:00", "open", "", True),
    ]


def test_time_before_the_start_counts_nothing():
    start = at("2026-11-20 10:00")

    assert working_seconds(calendar(), start, start - timedelta(hours=5)) == 0
    assert explain(calendar(), start, start) == []
    assert add_working(calendar(), start, 0) == start


def test_a_naive_time_is_refused():
    with pytest.raises(TypeError):
        working_seconds(calendar(), datetime(2026, 11, 20), at("2026-11-20 10:00"))  # noqa: DTZ001


def test_a_year_ahead_takes_less_than_a_millisecond():
    office, start = calendar(BERLIN), at("2026-01-02 10:00", BERLIN)

    def once():
        begin = time.process_time()
        due = add_working(office, start, 255 * 7 * HOUR)
        return time.process_time() - begin, due

    took, due = min(once() for _ in range(20))

    assert due > at("2026-12-20 00:00", BERLIN)
    assert took < 0.001
