"""Business hours against tables, and against an oracle that asks the clock on the wall minute by minute."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.calendar import (
    ALWAYS,
    BeyondHorizon,
    Calendar,
    Holiday,
    NeverOpens,
    add_working,
    explain,
    is_open,
    next_opening,
    working_seconds,
)

LUNCH = ((9 * 60, 12 * 60), (13 * 60, 17 * 60))
OFFICE = (*(LUNCH,) * 5, (), ())
HOUR = 3600


def calendar(zone="Asia/Jakarta", week=OFFICE, holidays=None):
    return Calendar(zone=ZoneInfo(zone), week=week, holidays=holidays or {})


def at(text, zone="Asia/Jakarta", fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def local(moment, zone="Asia/Jakarta"):
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


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


BERLIN = "Europe/Berlin"
NIGHT_SHIFT = (((0, 360),),) * 7


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param("2026-03-28", 6, id="an ordinary night"),
        pytest.param("2026-03-29", 5, id="the night that skips an hour"),
        pytest.param("2026-10-25", 7, id="the night that repeats an hour"),
    ],
)
def test_a_night_shift_counts_the_hours_that_really_pass(day, hours):
    berlin = calendar(BERLIN, NIGHT_SHIFT)
    start, end = at(f"{day} 00:00", BERLIN), at(f"{day} 12:00", BERLIN)

    assert working_seconds(berlin, start, end) == hours * HOUR
    assert local(add_working(berlin, start, hours * HOUR), BERLIN) == f"{day} 06:00"


def test_an_opening_in_the_skipped_hour_is_the_end_of_the_skip():
    early = calendar(BERLIN, (((150, 240),),) * 7)  # 02:30-04:00; 02:30 does not exist that night

    assert local(next_opening(early, at("2026-03-29 00:00", BERLIN)), BERLIN) == "2026-03-29 03:00"


def test_both_passes_of_the_repeated_hour_are_told_apart():
    early = calendar(BERLIN, (((120, 150),),) * 7)  # 02:00-02:30, which comes twice
    first, second = at("2026-10-25 02:10", BERLIN), at("2026-10-25 02:10", BERLIN, fold=1)

    assert is_open(early, first)
    assert is_open(early, second)
    assert working_seconds(early, first, second) == 30 * 60  # 20 minutes, then 10 of the second pass


def test_office_hours_stay_at_the_wall_clock_when_the_offset_changes():
    office = calendar(BERLIN)

    due = add_working(office, at("2026-03-27 16:00", BERLIN), 2 * HOUR)

    assert local(due, BERLIN) == "2026-03-30 10:00"
    assert due == datetime(2026, 3, 30, 8, 0, tzinfo=UTC)


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


ZONES = (
    "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", BERLIN, "America/New_York", "UTC",
    # half an hour of summer time; midnight skipped; midnight twice; a quarter of an hour
    "Australia/Lord_Howe", "Africa/Cairo", "America/Havana", "Asia/Kathmandu",
)  # fmt: skip


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# Days on which one of these zones changes its offset, and some on which none does.
DAYS = [
    utc(text)
    for text in (
        "2026-03-28 18:00", "2026-10-24 18:00", "2026-03-08 01:00", "2026-11-01 01:00", "2026-04-04 10:00",
        "2026-10-03 10:00", "2026-04-23 18:00", "2026-10-29 18:00", "2028-02-28 12:00", "2026-12-31 10:00",
    )
]  # fmt: skip


@st.composite
def a_day(draw):
    """Up to three blocks that do not overlap; edges on quarters of an hour, both ends of the day likely."""
    edges = sorted(draw(st.sets(st.one_of(st.integers(0, 96), st.sampled_from([0, 96])), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple((opens * 15, closes * 15) for opens, closes in pairs)


@st.composite
def a_case(draw):
    start = draw(st.sampled_from(DAYS)) + timedelta(minutes=draw(st.integers(0, 36 * 60)))
    days = [start.date() + timedelta(days=offset) for offset in range(-1, 4)]
    special = draw(st.dictionaries(st.sampled_from(days), a_day(), max_size=2))
    made = Calendar(
        zone=ZoneInfo(draw(st.sampled_from(ZONES))),
        week=tuple(draw(st.lists(a_day(), min_size=7, max_size=7))),
        holidays={day: Holiday(name="libur", blocks=blocks) for day, blocks in special.items()},
    )
    return made, start


def wall_says_open(made, moment):
    """The definition, read off the wall: nothing of the code under test."""
    wall = moment.astimezone(made.zone)
    special = made.holidays.get(wall.date())
    blocks = special.blocks if special else made.week[wall.weekday()]
    minute = wall.hour * 60 + wall.minute
    return any(opens <= minute < closes for opens, closes in blocks)


def minutes_from(start, count):
    return [start + timedelta(minutes=number) for number in range(count)]


@settings(max_examples=150, deadline=None)
@given(a_case(), st.integers(1, 2 * 1440))
def test_counted_time_is_what_the_wall_clock_says_minute_by_minute(case, length):
    made, start = case

    expected = sum(60 for moment in minutes_from(start, length) if wall_says_open(made, moment))

    assert working_seconds(made, start, start + timedelta(minutes=length)) == expected


@settings(max_examples=100, deadline=None)
@given(a_case(), st.integers(1, 1440))
def test_a_deadline_is_the_first_moment_at_which_the_wall_clock_has_counted_enough(case, wanted):
    made, start = case
    counted, expected = 0, None
    for moment in minutes_from(start, 3 * 1440):
        counted += wall_says_open(made, moment)
        if counted == wanted:
            expected = moment + timedelta(minutes=1)
            break

    if expected:
        assert add_working(made, start, wanted * 60) == expected


@settings(max_examples=100, deadline=None)
@given(a_case())
def test_the_next_opening_is_the_first_open_minute(case):
    made, start = case
    expected = next(
        (moment for moment in minutes_from(start, 2 * 1440) if wall_says_open(made, moment)), None
    )

    assert is_open(made, start) is wall_says_open(made, start)
    if expected:
        assert next_opening(made, start) == expected


@settings(max_examples=200, deadline=None)
@given(
    a_case(), st.timedeltas(timedelta(), timedelta(days=400)), st.timedeltas(timedelta(), timedelta(days=3))
)
def test_adding_what_was_counted_leads_back_and_the_explanation_adds_up(case, length, offset):
    made, start = case
    start += timedelta(microseconds=offset.microseconds)
    end = start + length

    seconds = working_seconds(made, start, end)
    lines = explain(made, start, end)

    if seconds:
        reached = add_working(made, start, seconds)
        assert reached <= end
        assert working_seconds(made, start, reached) == seconds
        assert working_seconds(made, reached, end) == 0
    assert round(sum(line.seconds for line in lines if line.counted), 6) == seconds
    edges = [start, *(line.until_at for line in lines)] if lines else [start]
    assert [line.from_at for line in lines] == edges[:-1]
    assert edges[-1] == (end if end > start else start)
