"""What is said of a promise follows from what was known then, and means what it says."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from routing.forecasting.kept_word import Outcome, word_of
from routing.forecasting.learned import Learned, queues_of
from routing.forecasting.pace import Pace
from routing.forecasting.promise import Promise
from routing.forecasting.rehearsal import rehearse
from routing.forecasting.seasons import Seasons, hours_between, plain_hour
from routing.forecasting.weighing import Weights, full

HOUR, DAY = 3600.0, 86_400.0
MONDAY = 4 * DAY  # the epoch began on a Thursday


def promises(number: int = 800, *, seed: int = 7) -> list[Promise]:
    """Of two hours each; every third queue is slow, and one in five waits for days."""
    chance = random.Random(seed)
    found = []
    for key in range(number):
        started = MONDAY + key * 1_800 + chance.random() * 600
        mean = 2.2 if key % 3 == 0 else 0.6
        lasted = chance.expovariate(1 / (mean * HOUR))
        one = Promise(
            key=key,
            queue="slow" if key % 3 == 0 else "quick",
            started=started,
            deadline=started + 2 * HOUR,
            target=2 * HOUR,
            stopped=started + lasted,
            by=key % 4,
        )
        found.append(one)
    return found


class TestRehearsal:
    def test_nothing_is_said_from_what_came_later(self):
        known = promises()
        moment = known[500].started
        other = [
            replace(one, stopped=one.started + 40 * DAY) if one.stopped > moment else one for one in known
        ]

        before = [(one.promise.key, one.lead, one.chance) for one in rehearse(known, until=moment)]
        changed = [(one.promise.key, one.lead, one.chance) for one in rehearse(other, until=moment)]

        assert before
        assert [one for one in changed if one in before] == before

    def test_nothing_is_learned_from_what_came_later(self):
        known = promises()
        moment = known[500].started + 60
        other = [
            replace(one, stopped=one.started + 40 * DAY) if one.stopped > moment else one for one in known
        ]

        assert queues_of(known, since=MONDAY, until=moment) == queues_of(other, since=MONDAY, until=moment)

    def test_of_what_is_said_as_many_break_as_it_says(self):
        said = list(rehearse(promises(2_000), leads=(5_400, 3_600, 1_800)))[600:]

        word = word_of(Outcome(one.chance, one.was_broken) for one in said)

        assert word.error < 0.08
        assert word.recall > 0.6
        assert word.precision > word.base

    def test_what_was_answered_at_once_stands_in_nobody_s_way(self):
        known = promises(50)
        known[3] = replace(known[3], stopped=known[3].started)

        assert list(rehearse(known))


@pytest.fixture(scope="module")
def learned():
    known = promises()
    return Learned(queues=queues_of(known, since=MONDAY, until=known[-1].started))


class TestSight:
    def one(self, queue="slow"):
        at = MONDAY + 14 * DAY
        return Promise(key=1, queue=queue, started=at, deadline=at + 2 * HOUR, target=2 * HOUR)

    def chance(self, learned, *, queue="slow", ahead=0, speed=lambda n: 1.0, at=MONDAY + 14 * DAY + HOUR):
        sight = learned.sight(self.one(queue), at=at, ahead=ahead, hour_of=plain_hour, speed=speed)
        return Weights().chance(sight)

    def test_a_slow_queue_is_likelier_to_break_its_word(self, learned):
        assert self.chance(learned, queue="slow") > self.chance(learned, queue="quick") + 0.1

    def test_the_more_stand_before_it_the_likelier(self, learned):
        chances = [self.chance(learned, ahead=ahead) for ahead in (0, 2, 8)]

        assert chances == sorted(chances)
        assert chances[2] > chances[0] + 0.05

    def test_more_people_make_it_less_likely(self, learned):
        assert self.chance(learned, speed=lambda n: 2.0) < self.chance(learned) - 0.05

    def test_a_queue_that_nobody_knows_is_as_likely_as_not(self, learned):
        assert 0.3 < self.chance(learned, queue="new") <= 0.75


class TestParts:
    def test_hours_of_the_week_are_those_of_the_wall(self):
        assert plain_hour(MONDAY) == 0
        assert plain_hour(MONDAY + 6 * DAY + 23 * HOUR) == 167
        assert list(hours_between(MONDAY + 1_800, MONDAY + 2 * HOUR, plain_hour)) == [(0, 0.5), (1, 1.0)]

    def test_a_season_is_the_mean_of_its_weeks(self):
        moments = [MONDAY + week * 7 * DAY + 9 * HOUR + n for week in range(20) for n in range(5)]
        season = Seasons.of(moments, since=MONDAY, until=MONDAY + 140 * DAY, hour_of=plain_hour)

        assert season.at(9) == pytest.approx(5, rel=0.1)
        assert season.at(24 + 9) < 0.2
        assert season.at(3) == 0

    def test_a_pace_says_what_share_of_those_that_waited_so_long_was_late(self):
        pace = Pace.of([600.0] * 50 + [7_200.0] * 50)

        assert pace.slow(0, 3_600) == pytest.approx(0.5, abs=0.05)
        assert pace.slow(1_800, 1_800) > 0.9
        assert Pace().slow(0, 3_600) == 0.5

    def test_a_line_is_full_when_fewer_answers_come_than_stand_in_it(self):
        assert full(0, 0) == 1
        assert full(0, 30) < 0.05
        assert full(9, 3) > 0.9
        assert full(1_000, 10) == 1
        assert full(1_000, 5_000) == 0

    def test_a_word_is_counted_by_hand(self):
        outcomes = [Outcome(0.9, True), Outcome(0.8, False), Outcome(0.2, True), Outcome(0.1, False)]

        word = word_of(outcomes)

        assert (word.recall, word.precision, word.base) == (0.5, 0.5, 0.5)
        assert (word.warned, word.right, word.broken) == (2, 1, 2)
        assert [one.number for one in word.bins] == [1, 1, 1, 1]
        assert word.error == pytest.approx((0.1 + 0.8 + 0.8 + 0.1) / 4)
        assert word_of([]).recall is None
