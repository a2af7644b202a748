"""Business hours in nights that skip an hour or repeat one."""

from datetime import UTC, datetime

import pytest

from people.calendar import add_working, is_open, next_opening, working_seconds
from tests.people.office import BERLIN, HOUR, at, calendar, local

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
