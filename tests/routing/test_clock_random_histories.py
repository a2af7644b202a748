"""Random histories of tickets against a simulation that knows nothing but minutes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from people.calendar import Calendar
from routing.clock_history import Happening, Policy
from routing.clockwork import Target, thresholds, used_seconds
from routing.receipt import receipt
from routing.thresholds import BREACH
from tests.routing.histories import replay
from tests.routing.minute_oracle import Told, happens

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar(zone=JAKARTA, week=(*(((540, 720), (780, 1020)),) * 5, (), ()))
MINUTES_OF = {"first_response": 60, "next_response": 120, "resolution": 480}
POLICY = Policy(
    targets={
        metric: Target(metric=metric, seconds=minutes * 60, warnings=(50, 75, -10))
        for metric, minutes in MINUTES_OF.items()
    }
)
START = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)  # a Friday, 08:30 in Jakarta
MINUTES = 5 * 1440


@dataclass
class Simulated(Told):
    used: int = 0  # minutes
    reached: dict[int, int] = field(default_factory=dict)  # point → minute


def simulate(happenings):
    """Minute by minute: what happens, then what is reached, then one more minute for whatever runs."""
    clocks: list[Simulated] = []
    for minute in range(MINUTES + 1):
        for what, status in happenings.get(minute, ()):
            happens(clocks, what, status, new=Simulated)
        now = START + timedelta(minutes=minute)
        for clock in clocks:
            if clock.runs:
                note_what_is_reached(clock, minute)
                if minute < MINUTES and is_office_time(now):
                    clock.used += 1
    return clocks


def note_what_is_reached(clock, minute):
    target = MINUTES_OF[clock.metric]
    for point, after in ((50, target / 2), (75, target * 3 / 4), (-10, target - 10), (BREACH, target)):
        if clock.used >= after:
            clock.reached.setdefault(point, minute)


def is_office_time(moment):
    wall = moment.astimezone(JAKARTA)
    return wall.weekday() < 5 and (9 <= wall.hour < 12 or 13 <= wall.hour < 17)


@st.composite
def a_history(draw):
    """Things that can happen in this order, minutes apart, often many in the same hour."""
    minute, status = draw(st.integers(0, 300)), "new"
    history = [(minute, "opened", status)]
    for gap in draw(st.lists(st.one_of(st.integers(0, 90), st.integers(0, 1200)), max_size=14)):
        minute += gap
        if minute > MINUTES:
            break
        if status == "resolved":
            what = draw(st.sampled_from(["customer_wrote", "reopened", "reply_bounced"]))
        else:
            what = draw(
                st.sampled_from(
                    ["customer_wrote", "agent_replied", "status_changed", "resolved"] * 2 + ["reply_bounced"]
                )
            )
        status = draw(status_after(what, status))
        history.append((minute, what, status))
    return history


def status_after(what, status):
    if what == "agent_replied":
        return st.sampled_from(["pending", "pending", "open"])
    if what == "status_changed":
        return st.sampled_from(["open", "pending", "on_hold"])
    if what == "resolved" or (what == "reply_bounced" and status == "resolved"):
        return st.just("resolved")
    return st.just("open")


@settings(max_examples=150, deadline=None)
@given(a_history())
@example(
    [
        (0, "opened", "new"),
        (0, "resolved", "resolved"),
        (0, "customer_wrote", "open"),
        (0, "reply_bounced", "open"),
    ]
)
def test_pause_and_resume_are_exact_over_any_history(history):
    by_minute: dict[int, list[tuple[str, str]]] = {}
    for minute, what, status in history:
        by_minute.setdefault(minute, []).append((what, status))
    expected = {(one.metric, one.cycle): one for one in simulate(by_minute)}
    end = START + timedelta(minutes=MINUTES)

    happenings = [
        Happening(what=what, at=START + timedelta(minutes=minute), status=status)
        for minute, what, status in history
    ]
    clocks = replay(happenings, POLICY, OFFICE)

    assert {(clock.metric, clock.cycle) for clock in clocks} == set(expected)
    for clock in clocks:
        simulated = expected[clock.metric, clock.cycle]
        assert used_seconds(clock, OFFICE, at=end) == simulated.used * 60
        reached = {
            one.point: (one.at - START) / timedelta(minutes=1)
            for one in thresholds(clock, OFFICE)
            if one.at <= end
        }
        assert reached == simulated.reached
        assert (clock.is_paused, clock.stopped_at is not None) == (
            simulated.is_paused and not simulated.is_stopped, simulated.is_stopped
        )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(a_history(), st.integers(0, MINUTES), st.integers(0, 59_999_999))
def test_a_receipt_has_no_gap_and_adds_up_to_the_target(history, minute, microseconds):
    now = START + timedelta(minutes=minute, microseconds=microseconds)
    happenings = [
        Happening(
            what=what, at=START + timedelta(minutes=when, microseconds=microseconds // 2), status=status
        )
        for when, what, status in history
        if when <= minute
    ]
    for clock in replay(happenings, POLICY, OFFICE):
        now = max(now, clock.started_at)
        printed = receipt(clock, OFFICE, at=now)

        edges = [(one.line.from_at, one.line.until_at) for one in printed.lines]
        assert all(before[1] == after[0] for before, after in pairwise(edges))
        assert printed.counted_seconds == used_seconds(clock, OFFICE, at=now)
        if clock.is_running and clock.deadline >= now:
            assert round(printed.counted_seconds + printed.ahead_seconds, 6) == clock.target.seconds
            assert not edges or edges[-1][1] == clock.deadline or clock.deadline == now
        else:
            assert printed.ahead_seconds == 0
