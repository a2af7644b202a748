"""The life of a ticket and its clocks: the table, and random histories against a simulation of minutes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from people.calendar import Calendar
from routing.clock_history import Happening, Policy, advance, replay
from routing.clockwork import Target, remaining_seconds, thresholds, used_seconds
from routing.receipt import receipt
from routing.thresholds import BREACH

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar(zone=JAKARTA, week=(*(((540, 720), (780, 1020)),) * 5, (), ()))
WARNINGS = (50, 75, -10)
POLICY = Policy(
    targets={
        "first_response": Target(metric="first_response", seconds=60 * 60, warnings=WARNINGS),
        "next_response": Target(metric="next_response", seconds=120 * 60, warnings=WARNINGS),
        "resolution": Target(metric="resolution", seconds=480 * 60, warnings=WARNINGS),
    }
)


def at(text):
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=JAKARTA)


def clocks_after(*lines, policy=POLICY):
    """Each line: what, when, the status from then on."""
    happenings = [Happening(what=what, at=at(when), status=status) for what, when, status in lines]
    return {(clock.metric, clock.cycle): clock for clock in replay(happenings, policy, OFFICE)}


OPENED = ("opened", "20 10:00", "new")
REPLIED = ("agent_replied", "20 10:30", "pending")


def test_the_first_message_starts_first_response_and_resolution():
    clocks = clocks_after(OPENED)

    assert list(clocks) == [("first_response", 1), ("resolution", 1)]
    assert all(clock.started_at == at("20 10:00") and clock.is_running for clock in clocks.values())


def test_a_reply_stops_the_response_and_pauses_the_resolution():
    clocks = clocks_after(OPENED, REPLIED)

    assert clocks["first_response", 1].stopped_at == at("20 10:30")
    assert clocks["resolution", 1].is_paused


def test_send_and_keep_open_pauses_nothing():
    clocks = clocks_after(OPENED, ("agent_replied", "20 10:30", "open"))

    assert clocks["first_response", 1].stopped_at == at("20 10:30")
    assert clocks["resolution", 1].is_running


def test_the_next_cycle_counts_from_the_first_unanswered_message():
    clocks = clocks_after(
        OPENED, REPLIED, ("customer_wrote", "20 11:00", "open"), ("customer_wrote", "20 11:30", "open")
    )

    assert [key for key in clocks if key[0] == "next_response"] == [("next_response", 1)]
    assert clocks["next_response", 1].started_at == at("20 11:00")
    assert clocks["resolution", 1].is_running


def test_a_second_message_before_any_answer_starts_no_cycle():
    assert ("next_response", 1) not in clocks_after(OPENED, ("customer_wrote", "20 10:20", "open"))


def test_each_answered_exchange_is_a_cycle_of_its_own():
    clocks = clocks_after(
        OPENED, REPLIED,
        ("customer_wrote", "20 11:00", "open"), ("agent_replied", "20 11:30", "pending"),
        ("customer_wrote", "20 14:00", "open"),
    )  # fmt: skip

    assert clocks["next_response", 1].stopped_at == at("20 11:30")
    assert clocks["next_response", 2].started_at == at("20 14:00")


def test_on_hold_pauses_the_resolution_while_response_clocks_run_on():
    clocks = clocks_after(OPENED, ("status_changed", "20 10:30", "on_hold"))

    assert clocks["first_response", 1].is_running
    assert [gap.why for gap in clocks["resolution", 1].pauses] == ["on_hold"]


def test_from_pending_to_on_hold_the_pause_goes_on_under_its_new_name():
    resolution = clocks_after(OPENED, REPLIED, ("status_changed", "20 11:00", "on_hold"))["resolution", 1]

    assert [(gap.why, gap.until_at) for gap in resolution.pauses] == [
        ("pending", at("20 11:00")), ("on_hold", None)
    ]  # fmt: skip


def test_a_policy_may_let_the_resolution_run_while_pending():
    strict = Policy(targets=POLICY.targets, pauses_on=frozenset())

    assert clocks_after(OPENED, REPLIED, policy=strict)["resolution", 1].is_running


def test_resolving_stops_all_of_them():
    clocks = clocks_after(OPENED, ("resolved", "20 10:30", "resolved"))

    assert {clock.stopped_at for clock in clocks.values()} == {at("20 10:30")}


def test_a_customer_who_writes_again_resumes_the_resolution_without_the_resolved_time():
    clocks = clocks_after(
        OPENED, ("resolved", "20 11:00", "resolved"), ("customer_wrote", "20 15:00", "open")
    )

    assert used_seconds(clocks["resolution", 1], OFFICE, at=at("20 16:00")) == 2 * 3600
    assert clocks["next_response", 1].started_at == at("20 15:00")
    assert clocks["first_response", 1].stopped_at == at("20 11:00")


def test_a_bounced_reply_is_owed_again_without_the_time_it_seemed_answered():
    clocks = clocks_after(OPENED, REPLIED, ("reply_bounced", "20 14:00", "open"))

    response = clocks["first_response", 1]
    assert response.is_running
    assert remaining_seconds(response, OFFICE, at=at("20 14:00")) == 30 * 60
    assert clocks["resolution", 1].is_running


def test_a_withdrawn_reply_was_never_an_answer():
    clocks = clocks_after(OPENED, REPLIED, ("reply_withdrawn", "20 10:31", "open"))

    assert clocks["first_response", 1] == clocks_after(OPENED)["first_response", 1]


def test_a_bounce_after_the_customer_wrote_again_changes_no_response():
    before = (OPENED, REPLIED, ("customer_wrote", "20 11:00", "open"))

    clocks = clocks_after(*before, ("reply_bounced", "20 11:10", "open"))

    assert clocks == clocks_after(*before)


def test_a_bounce_on_a_resolved_ticket_starts_nothing():
    before = (OPENED, REPLIED, ("resolved", "20 11:00", "resolved"))

    assert clocks_after(*before, ("reply_bounced", "20 11:10", "resolved")) == clocks_after(*before)


def test_a_policy_without_a_target_has_no_such_clock():
    only_resolution = Policy(targets={"resolution": POLICY.targets["resolution"]})

    clocks = clocks_after(OPENED, REPLIED, ("customer_wrote", "20 11:00", "open"), policy=only_resolution)

    assert list(clocks) == [("resolution", 1)]


def test_what_is_untouched_stays_the_same_object():
    clocks = replay([Happening(what="opened", at=at("20 10:00"), status="new")], POLICY, OFFICE)

    after = advance(
        clocks, Happening(what="customer_wrote", at=at("20 10:10"), status="open"), POLICY, OFFICE
    )

    assert all(new is old for new, old in zip(after, clocks, strict=True))


START = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)  # a Friday, 08:30 in Jakarta
MINUTES = 5 * 1440


@dataclass
class Simulated:
    metric: str
    cycle: int
    paused: bool = False
    stopped: bool = False
    used: int = 0  # minutes
    reached: dict[int, int] = field(default_factory=dict)  # point → minute


def simulate(happenings):
    """Minute by minute: what happens, then what is reached, then one more minute for whatever runs."""
    clocks: list[Simulated] = []
    for minute in range(MINUTES + 1):
        for what, status in happenings.get(minute, ()):
            happen(clocks, what, status)
        now = START + timedelta(minutes=minute)
        for clock in clocks:
            if not clock.stopped and not clock.paused:
                note_what_is_reached(clock, minute)
                if minute < MINUTES and is_office_time(now):
                    clock.used += 1
    return clocks


def happen(clocks, what, status):
    responses = [clock for clock in clocks if clock.metric != "resolution"]
    owed = any(not clock.stopped for clock in responses)
    if what == "opened":
        clocks += [Simulated("first_response", 1), Simulated("resolution", 1)]
    elif what == "customer_wrote" and not owed:
        clocks.append(Simulated("next_response", 1 + sum(c.metric == "next_response" for c in clocks)))
    elif what == "agent_replied":
        for clock in responses:
            clock.stopped = True
    elif what == "reply_bounced" and not owed and status != "resolved":
        responses[-1].stopped = False
    for clock in clocks:
        take_status(clock, status)


def take_status(clock, status):
    if status == "resolved":
        clock.stopped = True
    elif clock.metric == "resolution":
        clock.stopped = False
        clock.paused = status in {"pending", "on_hold"}


def note_what_is_reached(clock, minute):
    target = {"first_response": 60, "next_response": 120, "resolution": 480}[clock.metric]
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
            simulated.paused and not simulated.stopped, simulated.stopped
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
