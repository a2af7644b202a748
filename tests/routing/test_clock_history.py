"""The table of the life of a ticket, row by row, for its clocks."""

from datetime import datetime
from zoneinfo import ZoneInfo

from people.calendar import Calendar
from routing.clock_history import Happening, Policy, advance
from routing.clockwork import Target, used_seconds
from tests.routing.histories import remaining_seconds, replay

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar(zone=JAKARTA, week=(*(((540, 720), (780, 1020)),) * 5, (), ()))
POLICY = Policy(
    targets={
        "first_response": Target(metric="first_response", seconds=60 * 60),
        "next_response": Target(metric="next_response", seconds=120 * 60),
        "resolution": Target(metric="resolution", seconds=480 * 60),
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
