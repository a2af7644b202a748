"""10,000 random lives against an oracle of minutes: summer time, midnight, lunch, holidays, leap day."""

from datetime import timedelta
from random import Random

import pytest

from routing.clock_history import Happening, Policy
from routing.clockwork import Target, thresholds, used_seconds
from routing.receipt import receipt
from tests.routing.histories import replay
from tests.routing.minute_oracle import Wall, told
from tests.routing.random_lives import a_calendar, a_life, a_start

CALENDARS, LIVES = 200, 50
MINUTES = 5 * 1440
MINUTE = timedelta(minutes=1)
POINTS = {50: lambda target: target / 2, 75: lambda target: target * 3 / 4, -10: lambda target: target - 10}
POINTS |= {100: lambda target: target, 130: lambda target: target + 30}
TARGETS = {"first_response": 60, "next_response": 120, "resolution": 480}
POLICY = Policy(
    targets={
        metric: Target(metric=metric, seconds=60 * minutes, warnings=tuple(set(POINTS) - {100}))
        for metric, minutes in TARGETS.items()
    }
)


@pytest.mark.parametrize("tenth", range(10))
def test_clocks_show_what_the_wall_has_counted(tenth):
    """A tenth of the calendars each, so that one that fails is found again."""
    for seed in range(tenth, CALENDARS, 10):
        random = Random(seed)
        calendar, start = a_calendar(random), a_start(random)
        wall = Wall(calendar, start, MINUTES)
        for number in range(LIVES):
            life = a_life(random, MINUTES)
            assert shown(life, calendar, start) == expected(life, wall), (seed, number, life)


def expected(life, wall):
    return {
        (clock.metric, clock.cycle): (
            60 * clock.used(wall),
            {point: at for point, after in POINTS.items() if (at := _at(clock, wall, after)) is not None},
            clock.is_stopped,
            clock.is_paused and not clock.is_stopped,
        )
        for clock in told(life)
    }


def _at(clock, wall, after):
    return clock.reached(wall, after(TARGETS[clock.metric]))


def shown(life, calendar, start):
    end = start + MINUTES * MINUTE
    happened = [
        Happening(what=what, at=start + minute * MINUTE, status=status) for minute, what, status in life
    ]
    found = {}
    for clock in replay(happened, POLICY, calendar):
        used = used_seconds(clock, calendar, at=end)
        assert receipt(clock, calendar, at=end).counted_seconds == used
        reached = {
            one.point: (one.at - start) / MINUTE for one in thresholds(clock, calendar) if one.at <= end
        }
        found[clock.metric, clock.cycle] = used, reached, clock.stopped_at is not None, clock.is_paused
    return found
