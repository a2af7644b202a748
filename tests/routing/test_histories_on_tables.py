"""Random lives of tickets through real actions and tables: their clocks equal the pure ones (R16, F51)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events import actors
from people.calendar import working_seconds
from routing.calendars import load_hours
from routing.clock_history import Happening, advance
from routing.clocks import hold_clocks, keep
from routing.clockwork import next_threshold, restart, used_seconds
from routing.deadlines import summary
from routing.escalate import fire_due
from routing.models import Clock, ClockSpan, Escalation
from routing.policies import load_promises
from tests.builders import a_note, a_policy, a_reply, a_ticket, an_agent, office_hours, receives, work_off
from tickets.actions.hold import hold, unhold
from tickets.actions.record_delivery import mark_bounced, mark_sending
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.withdraw import withdraw_reply

STEPS = (
    "customer writes", "customer writes", "agent replies", "agent replies", "agent replies and keeps open",
    "agent replies and resolves", "agent withdraws", "it bounces", "hold", "unhold", "resolve", "reopen",
    "note", "auto-reply", "sweep",
)  # fmt: skip
ZONES = ("Asia/Jakarta", "Europe/Berlin")
FRIDAYS = {"Asia/Jakarta": "2026-11-20", "Europe/Berlin": "2027-03-26"}  # its clock moves on that Sunday

histories = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(min_value=1, max_value=900)), min_size=3, max_size=12
)


class Life:
    """One ticket lived twice: on the tables and in memory."""

    def __init__(self, zone):
        hours = office_hours(time_zone=zone)
        a_policy(calendar=hours, warns_at=[50, 75, -10])
        local = datetime.fromisoformat(f"{FRIDAYS[zone]} 10:00").replace(tzinfo=ZoneInfo(zone))
        self.now = local.astimezone(UTC)
        self.agent = an_agent()
        self.by = actors.agent(self.agent)
        self.ticket = a_ticket(at=self.now)
        [promise] = load_promises()
        self.policy = promise.for_priority("normal")
        self.calendar = load_hours([hours.pk])[hours.pk].calendar
        self.clocks = ()
        self.reply = None
        self.answered_by = None  # the reply that stopped the last response
        self.happened("opened")
        work_off()

    def live(self, step, minutes):
        self.now += timedelta(minutes=minutes)
        self.ticket.refresh_from_db()
        getattr(self, step.replace(" ", "_").replace("-", "_"))()
        work_off()

    def happened(self, what):
        self.ticket.refresh_from_db()
        happening = Happening(what=what, at=self.now, status=self.ticket.status)
        self.clocks = advance(self.clocks, happening, self.policy, self.calendar)

    def customer_writes(self):
        receives(self.ticket, at=self.now)
        self.happened("customer_wrote")

    def agent_replies(self, **how):
        owed = any(clock.metric != "resolution" and clock.stopped_at is None for clock in self.clocks)
        was_done = self.ticket.is_done
        self.reply = a_reply(self.ticket, agent=self.agent, at=self.now, confirm=True, **how)
        if was_done and not how.get("resolves"):
            self.happened("reopened")
            owed |= self.ask_again()
        self.happened("agent_replied")
        if how.get("resolves"):
            self.happened("resolved")
        if owed:
            self.answered_by = self.reply

    def agent_replies_and_keeps_open(self):
        self.agent_replies(keeps_open=True)

    def agent_replies_and_resolves(self):
        self.agent_replies(resolves=True)

    def agent_withdraws(self):
        if self.reply is None or self.ticket.is_done:
            return
        withdraw_reply(self.reply, by=self.by, at=self.now)
        self.happened("reply_withdrawn" if self.reply == self.answered_by else "status_changed")
        self.reply = None

    def it_bounces(self):
        if self.reply is None or self.ticket.is_done:
            return
        mark_sending(self.reply.delivery)
        mark_bounced(self.reply.delivery, reason="unknown_recipient", at=self.now)
        self.happened("reply_bounced" if self.reply == self.answered_by else "status_changed")
        self.reply = None

    def hold(self):
        if not self.ticket.is_done and hold(self.ticket, by=self.by, at=self.now):
            self.happened("status_changed")

    def unhold(self):
        if unhold(self.ticket, by=self.by, at=self.now):
            self.happened("status_changed")

    def resolve(self):
        if resolve(self.ticket, by=self.by, at=self.now):
            self.happened("resolved")

    def reopen(self):
        if reopen(self.ticket, by=self.by, at=self.now):
            self.happened("reopened")
            self.ask_again()

    def ask_again(self):
        """Resolving answers nobody."""
        responses = [clock for clock in self.clocks if clock.metric != "resolution"]
        last = max(responses, key=lambda clock: clock.started_at)
        row = Clock.objects.get(ticket=self.ticket, metric=last.metric, cycle=last.cycle)
        if row.stop_reason != "resolved":
            return False
        again = restart(last, self.calendar, at=self.now)
        self.clocks = tuple(again if clock is last else clock for clock in self.clocks)
        return True

    def note(self):
        a_note(self.ticket, agent=self.agent)

    def auto_reply(self):
        receives(self.ticket, at=self.now, is_auto_reply=True)

    def sweep(self):
        fire_due(at=self.now)


class TestLives(TestCase):
    @settings(
        max_examples=15,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],  # shrinking on a database takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(zone=st.sampled_from(ZONES), history=histories)
    def test_clocks_on_tables_equal_the_pure_ones(self, zone, history):
        life = Life(zone)
        for step, minutes in history:
            life.live(step, minutes)

        assert_same(life)


def assert_same(life):
    kept = keep(hold_clocks(life.ticket.pk))
    assert [as_compared(one.state) for one in kept] == [as_compared(clock) for clock in life.clocks]
    life.ticket.refresh_from_db()
    assert (life.ticket.next_due_at, life.ticket.sla_state) == summary(kept)
    for one in kept:
        assert_row_says_so(one, life)
    for escalation in Escalation.objects.all():
        assert escalation.due_at <= escalation.fired_at


def as_compared(state):
    return state.metric, state.cycle, state.started_at, state.stopped_at, state.deadline, state.pauses


def assert_row_says_so(one, life):
    """The spans add up to what was used, and the row waits for the next threshold and no other."""
    row, following = one.row, next_threshold(one.state, life.calendar)
    assert (row.due_at, row.threshold) == ((following.at, following.point) if following else (None, None))
    spans = ClockSpan.objects.filter(clock=row, kind="running")
    used = sum(working_seconds(life.calendar, span.started_at, span.ended_at or life.now) for span in spans)
    assert used == pytest.approx(used_seconds(one.state, life.calendar, at=life.now))
