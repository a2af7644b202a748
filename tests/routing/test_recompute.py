"""Calendars and policies change while promises run: what is open is counted again, what is broken is not."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events import actors
from people.actions.save_calendar import change_calendar
from people.actions.save_holiday import add_holiday
from routing.actions.save_policy import change_policy
from routing.escalate import fire_portion
from routing.models import Clock, Escalation, Recomputation
from routing.recompute import affected
from routing.tasks import recompute_clocks
from tests.builders import a_policy, a_ticket, office_hours, work_off
from tickets.actions.hold import hold, unhold
from tickets.actions.resolve import resolve

pytestmark = pytest.mark.django_db

JAKARTA = ZoneInfo("Asia/Jakarta")
FRIDAY = datetime(2026, 11, 20, 10, tzinfo=JAKARTA)
MONDAY = date(2026, 11, 23)
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ALWAYS = {day: [["00:00", "24:00"]] for day in WEEK}


@pytest.fixture
def calendar():
    return office_hours()


@pytest.fixture
def ticket(calendar):
    """Eight working hours from Friday at ten: Monday at eleven."""
    a_policy(calendar=calendar, minutes={"resolution": 480})
    return promised()


def promised(**message):
    ticket = a_ticket(at=FRIDAY, **message)
    work_off()
    return ticket


def recompute():
    work_off()
    recompute_clocks()


def deadline(ticket):
    ticket.refresh_from_db()
    clock = Clock.objects.going().get(ticket=ticket)
    assert ticket.next_due_at == clock.deadline
    return clock.deadline


def test_a_holiday_moves_open_deadlines_and_the_next_warning(ticket, calendar):
    add_holiday(calendar, on=MONDAY, name="Libur", by=actors.SYSTEM)
    assert affected(calendar.pk) == 1
    recompute()

    assert deadline(ticket) == FRIDAY + timedelta(days=4, hours=1)
    assert Clock.objects.get().due_at == FRIDAY + timedelta(hours=7)  # three quarters are used on Friday


def test_other_opening_hours_move_them_too(ticket, calendar):
    change_calendar(calendar, by=actors.SYSTEM, hours={**calendar.hours, "sat": [["08:00", "12:00"]]})
    recompute()

    assert deadline(ticket) == FRIDAY + timedelta(days=1)


def test_pauses_stay_where_they_were(ticket, calendar):
    hold(ticket, by=actors.SYSTEM, at=FRIDAY + timedelta(hours=1))
    unhold(ticket, by=actors.SYSTEM, at=FRIDAY + timedelta(hours=2))
    work_off()

    add_holiday(calendar, on=MONDAY, name="Libur", by=actors.SYSTEM)
    recompute()

    assert deadline(ticket) == FRIDAY + timedelta(days=4, hours=2)


def test_a_clock_that_stands_still_moves_when_it_runs_again(ticket, calendar):
    hold(ticket, by=actors.SYSTEM, at=FRIDAY + timedelta(hours=1))
    work_off()
    add_holiday(calendar, on=MONDAY, name="Libur", by=actors.SYSTEM)
    recompute()

    unhold(ticket, by=actors.SYSTEM, at=FRIDAY + timedelta(hours=2))
    work_off()

    assert deadline(ticket) == FRIDAY + timedelta(days=4, hours=2)


def test_what_is_stopped_or_broken_stays_as_it_was(calendar):
    a_policy(calendar=calendar, minutes={"resolution": 480})
    done, broken = promised(), promised()
    resolve(done, by=actors.SYSTEM, at=FRIDAY + timedelta(hours=2))
    work_off()
    fire_portion(at=FRIDAY + timedelta(days=3, hours=2))
    before = list(Clock.objects.order_by("pk").values("deadline", "due_at", "breached_at"))

    add_holiday(calendar, on=MONDAY, name="Libur", by=actors.SYSTEM)
    recompute()

    assert list(Clock.objects.order_by("pk").values("deadline", "due_at", "breached_at")) == before
    assert Clock.objects.get(ticket=broken).breached_at == FRIDAY + timedelta(days=3, hours=1)


def test_a_warning_whose_moment_lies_ahead_again_is_told_again_then():
    calendar, now = office_hours(hours=ALWAYS), timezone.now()
    a_policy(calendar=calendar, minutes={"resolution": 480}, warns_at=[75])
    ticket = a_ticket(at=now)
    work_off()
    fire_portion(at=now + timedelta(hours=6, minutes=1))
    ticket.refresh_from_db()
    assert ticket.sla_state == "at_risk"
    tomorrow = WEEK[(now.astimezone(JAKARTA).weekday() + 1) % 7]

    change_calendar(calendar, by=actors.SYSTEM, hours={tomorrow: ALWAYS[tomorrow]})
    recompute()

    ticket.refresh_from_db()
    assert ticket.sla_state == "ok"
    fire_portion(at=deadline(ticket) - timedelta(minutes=1))
    assert list(Escalation.objects.order_by("pk").values_list("cycle", "threshold")) == [(1, 75), (2, 75)]


def test_many_are_worked_off_in_portions_with_progress(calendar, monkeypatch):
    monkeypatch.setattr("routing.recompute.PORTION", 2)
    a_policy(calendar=calendar, minutes={"resolution": 480})
    tickets = [promised() for _ in range(5)]

    add_holiday(calendar, on=MONDAY, name="Libur", by=actors.SYSTEM)
    work_off()
    row = Recomputation.objects.get()
    assert (row.total, row.done, row.percent) == (5, 0, 0)
    recompute_clocks()

    row.refresh_from_db()
    assert (row.done, row.percent, row.state) == (5, 100, "done")
    assert {deadline(ticket) for ticket in tickets} == {FRIDAY + timedelta(days=4, hours=1)}


def test_a_ticket_that_cannot_be_counted_stays_as_it_is_and_stops_no_other(calendar):
    urgent = {"kind": "subject", "op": "contains_any", "value": ["soon"]}
    a_policy(calendar=calendar, conditions=urgent, minutes={"resolution": 480})
    a_policy(calendar=calendar, minutes={"resolution": 527_040})  # a year of work
    endless, other = promised(), promised(subject="soon")
    before = deadline(endless)

    change_calendar(calendar, by=actors.SYSTEM, hours={"mon": [["10:00", "11:00"]]})
    recompute()

    row = Recomputation.objects.get()
    assert (row.state, row.done, row.failed) == ("done", 2, 1)
    assert deadline(endless) == before
    assert deadline(other) == FRIDAY + timedelta(days=7 * 7 + 3, hours=1)


def test_a_change_that_concerns_no_open_promise_owes_nothing(ticket):
    add_holiday(office_hours(), on=MONDAY, name="Libur", by=actors.SYSTEM)
    work_off()

    assert not Recomputation.objects.exists()


def test_another_target_of_a_policy_counts_running_clocks_anew(ticket):
    policy = ticket.clocks.get().policy
    change_policy(policy, by=actors.SYSTEM, targets={("resolution", "normal"): 60})
    recompute()

    assert deadline(ticket) == FRIDAY + timedelta(hours=1)
    assert sorted(ticket.clocks.values_list("cycle", "stop_reason")) == [(1, "replaced"), (2, "")]


def test_a_policy_that_says_so_leaves_them_alone(ticket):
    policy = ticket.clocks.get().policy
    change_policy(policy, by=actors.SYSTEM, targets={("resolution", "normal"): 60}, on_change="keep")
    recompute()

    assert deadline(ticket) == FRIDAY + timedelta(days=3, hours=1)
    assert Recomputation.objects.get().percent == 100
