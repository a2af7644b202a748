"""A channel is too quiet when it is quieter than at the same hours of its own other weeks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from channels_in.care.silence import HOUR, is_unusual

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)


def weeks_of(weeks, *, hours=range(8, 17), each=4, days=5):
    """Messages in each hour of so many weeks before MONDAY, on working days."""
    found = {}
    for week in range(1, weeks + 1):
        for day in range(days):
            for hour in hours:
                moment = MONDAY.replace(hour=hour) - timedelta(weeks=week) + timedelta(days=day)
                found[moment.astimezone(UTC)] = each
    return found


def asked(arrived, *, last, now, zone=JAKARTA):
    return is_unusual(arrived, last=last.astimezone(UTC), now=now.astimezone(UTC), zone=zone)


@pytest.mark.parametrize(
    ("last", "now", "unusual"),
    [
        pytest.param(MONDAY, MONDAY + 0.5 * HOUR, False, id="half an hour is nothing"),
        pytest.param(MONDAY, MONDAY + 1.2 * HOUR, False, id="an hour may be chance"),
        pytest.param(MONDAY, MONDAY + 2 * HOUR, True, id="two hours in which eight were to be expected"),
        pytest.param(MONDAY, MONDAY + 12 * HOUR, False, id="in the evening nobody is called"),
        pytest.param(MONDAY - 62 * HOUR, MONDAY - 10 * HOUR, False, id="a weekend is always quiet"),
        pytest.param(MONDAY - 64 * HOUR, MONDAY + 1 * HOUR, True, id="and on Monday morning it is not"),
    ],
)
def test_silence_is_measured_against_the_hours_of_other_weeks(last, now, unusual):
    assert asked(weeks_of(4), last=last, now=now) is unusual


@pytest.mark.parametrize("weeks", [0, 1])
def test_what_is_not_known_yet_raises_no_alarm(weeks):
    assert not asked(weeks_of(weeks), last=MONDAY, now=MONDAY + 4 * HOUR)


def test_a_channel_that_is_seldom_used_raises_none():
    assert not asked(weeks_of(4, hours=[10], each=1, days=1), last=MONDAY, now=MONDAY + 5 * HOUR)


def test_a_stretch_that_was_empty_in_another_week_is_no_wonder():
    arrived = {
        hour: n for hour, n in weeks_of(4).items() if hour.date() != (MONDAY - timedelta(weeks=2)).date()
    }

    assert not asked(arrived, last=MONDAY, now=MONDAY + 4 * HOUR)


def test_clocks_that_are_put_back_do_not_move_the_quiet_hours():
    """Berlin, the last Sunday of October: the week before, nine o'clock was another hour of UTC."""
    berlin = ZoneInfo("Europe/Berlin")
    monday = datetime(2026, 10, 26, 8, 0, tzinfo=berlin)
    arrived = {}
    for week in (1, 2, 3, 4):
        for hour in range(8, 17):
            wall = monday.replace(hour=hour, tzinfo=None) - timedelta(weeks=week)
            arrived[wall.replace(tzinfo=berlin).astimezone(UTC)] = 4

    evening = monday.replace(hour=17, minute=30)
    assert not asked(arrived, last=monday.replace(hour=16, minute=50), now=evening, zone=berlin)
    assert asked(arrived, last=monday, now=monday + 3 * HOUR, zone=berlin)
