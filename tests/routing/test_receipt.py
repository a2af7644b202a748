from datetime import date, datetime
from zoneinfo import ZoneInfo

from people.calendar import Calendar, Holiday
from routing.clockwork import Target, pause, restart, resume, start_clock, stop
from routing.receipt import receipt

JAKARTA = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar(
    zone=JAKARTA,
    week=(*(((540, 1020),),) * 5, (), ()),
    holidays={
        date(2026, 12, 24): Holiday(name="Cuti Bersama Natal"),
        date(2026, 12, 25): Holiday(name="Natal"),
    },
)


def at(text):
    return datetime.fromisoformat(f"2026-12-{text}").replace(tzinfo=JAKARTA)


def printed(state, now):
    made = receipt(state, OFFICE, at=at(now))
    lines = [
        (
            one.line.from_at.astimezone(JAKARTA).strftime("%d %H:%M"),
            one.reason,
            one.line.seconds / 3600 if one.line.counted else 0,
            one.is_ahead,
        )
        for one in made.lines
    ]
    return made, lines


def a_clock():
    return start_clock(Target(metric="resolution", seconds=10 * 3600), OFFICE, at=at("23 15:00"))


def test_a_running_clock_shows_what_counted_and_what_is_still_to_come():
    made, lines = printed(a_clock(), "23 16:00")

    assert lines == [
        ("23 15:00", "open", 1, False),
        ("23 16:00", "open", 1, True),
        ("23 17:00", "closed_hours", 0, True),
        ("24 00:00", "holiday", 0, True),
        ("25 00:00", "holiday", 0, True),
        ("26 00:00", "weekend", 0, True),
        ("28 00:00", "closed_hours", 0, True),
        ("28 09:00", "open", 8, True),
    ]
    assert [one.line.name for one in made.lines if one.reason == "holiday"] == ["Cuti Bersama Natal", "Natal"]
    assert (made.counted_seconds, made.ahead_seconds, made.left_seconds) == (3600, 9 * 3600, 9 * 3600)


def test_a_pause_is_a_line_of_its_own_with_its_reason():
    clock = resume(pause(a_clock(), OFFICE, at=at("23 15:30"), why="on_hold"), OFFICE, at=at("23 16:30"))

    _, lines = printed(stop(clock, OFFICE, at=at("23 17:00")), "30 10:00")

    assert lines == [
        ("23 15:00", "open", 0.5, False), ("23 15:30", "on_hold", 0, False), ("23 16:30", "open", 0.5, False)
    ]  # fmt: skip


def test_a_paused_clock_ends_now_and_foretells_nothing():
    made, lines = printed(pause(a_clock(), OFFICE, at=at("23 15:30")), "23 16:30")

    assert lines == [("23 15:00", "open", 0.5, False), ("23 15:30", "pending", 0, False)]
    assert made.left_seconds == 9.5 * 3600


def test_a_late_clock_shows_how_much_too_much():
    made, _ = printed(a_clock(), "29 10:00")

    assert made.left_seconds == -1 * 3600
    assert made.ahead_seconds == 0


def test_a_reopened_clock_shows_the_resolved_time_as_not_counted():
    clock = restart(stop(a_clock(), OFFICE, at=at("23 16:00")), OFFICE, at=at("28 09:00"))

    _, lines = printed(clock, "28 10:00")

    assert lines[:3] == [
        ("23 15:00", "open", 1, False), ("23 16:00", "resolved", 0, False), ("28 09:00", "open", 1, False)
    ]  # fmt: skip


def test_a_receipt_is_stored_as_plain_data():
    [line] = receipt(stop(a_clock(), OFFICE, at=at("23 16:00")), OFFICE, at=at("23 16:00")).lines

    assert line.as_data() == {
        "from": "2026-12-23T08:00:00+00:00",
        "until": "2026-12-23T09:00:00+00:00",
        "seconds": 3600.0,
        "counted": True,
        "reason": "open",
        "name": "",
        "is_ahead": False,
    }
