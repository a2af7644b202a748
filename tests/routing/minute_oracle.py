"""What clocks must show, told by a wall clock that is asked each minute: nothing of the code under test.

A life is a list of (minute, what happened, status from then on).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import timedelta


class Wall:
    """Of a calendar, from a start on: how many minutes have been open until each minute."""

    def __init__(self, calendar, start, minutes):
        self.start, self.minutes = start, minutes
        self.open_until = [0]
        for minute in range(minutes):
            is_open = self._says_open(calendar, start + timedelta(minutes=minute))
            self.open_until.append(self.open_until[-1] + is_open)

    def open_between(self, begin, end):
        return self.open_until[end] - self.open_until[begin]

    def first_with(self, begin, wanted):
        """The first minute from `begin` on until which so many have been open; None: not any more."""
        minute = bisect_left(self.open_until, self.open_until[begin] + wanted, lo=begin)
        return minute if minute <= self.minutes else None

    @staticmethod
    def _says_open(calendar, moment):
        wall = moment.astimezone(calendar.zone)
        special = calendar.holidays.get(wall.date())
        blocks = special.blocks if special else calendar.week[wall.weekday()]
        minute = wall.hour * 60 + wall.minute
        return any(opens <= minute < closes for opens, closes in blocks)


@dataclass
class Told:
    """One clock: the stretches in which it ran; the last has no end while it runs."""

    metric: str
    cycle: int
    ran: list = field(default_factory=list)
    is_stopped: bool = False
    is_paused: bool = False

    @property
    def runs(self):
        return not self.is_stopped and not self.is_paused

    def settle(self, minute):
        """What runs has an open stretch, what does not has none."""
        is_open = bool(self.ran) and self.ran[-1][1] is None
        if self.runs and not is_open:
            self.ran.append([minute, None])
        elif not self.runs and is_open:
            self.ran[-1][1] = minute

    def used(self, wall):
        return sum(wall.open_between(a, wall.minutes if b is None else b) for a, b in self.ran)

    def reached(self, wall, after):
        """The first minute at which it ran and had used so much."""
        used = 0
        for begin, end in self.ran:
            minute = wall.first_with(begin, max(0, after - used))
            if minute is not None and (end is None or minute < end):
                return minute
            used += wall.open_between(begin, wall.minutes if end is None else end)
        return None


def told(life):
    """The clocks after a life, in the order in which they started."""
    clocks = []
    for minute, what, status in life:
        happens(clocks, what, status)
        for clock in clocks:
            clock.settle(minute)
    return clocks


def happens(clocks, what, status, new=Told):
    """To the clocks of one ticket; `new(metric, cycle)` begins one."""
    answers = [clock for clock in clocks if clock.metric != "resolution"]
    is_owed = any(not clock.is_stopped for clock in answers)
    if what == "opened":
        clocks += [new("first_response", 1), new("resolution", 1)]
    elif what == "customer_wrote" and not is_owed:
        clocks.append(new("next_response", 1 + sum(clock.metric == "next_response" for clock in clocks)))
    elif what == "agent_replied":
        for clock in answers:
            clock.is_stopped = True
    elif what == "reply_bounced" and not is_owed and status != "resolved":
        answers[-1].is_stopped = False
    for clock in clocks:
        _take_status(clock, status)


def _take_status(clock, status):
    if status == "resolved":
        clock.is_stopped = True
    elif clock.metric == "resolution":
        clock.is_stopped = False
        clock.is_paused = status in {"pending", "on_hold"}
