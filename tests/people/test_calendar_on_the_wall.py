"""Business hours against an oracle that asks the clock on the wall minute by minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from people.calendar import Calendar, Holiday, add_working, explain, is_open, next_opening, working_seconds
from tests.people.office import BERLIN

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
