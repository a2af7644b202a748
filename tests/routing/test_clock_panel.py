"""The panel of promises beside a ticket, and the receipt of each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from routing.escalate import fire_portion
from routing.models import Clock
from tests.builders import a_policy, a_reply, office_hours, work_off
from tests.routing.panels import FRIDAY, opened
from tickets.actions.set_priority import set_priority

pytestmark = pytest.mark.django_db


class TestClocks:
    def test_what_is_kept_what_runs_and_what_waits(self, page, team, agent):
        a_policy(name="Gold urgent")
        ticket = opened(team, received_at=timezone.now() - timedelta(minutes=10))
        a_reply(ticket, agent=agent, at=timezone.now() - timedelta(minutes=6))
        work_off()

        seen = page("clocks", ticket)

        assert "Gold urgent" in seen
        assert "met in 4 m" in seen
        assert 'data-state="paused"' in seen

    def test_a_promise_that_runs_carries_its_due_time(self, page, team):
        a_policy(minutes={"first_response": 60})
        seen = page("clocks", opened(team))

        deadline = Clock.objects.get().deadline
        assert f'data-due="{round(deadline.timestamp() * 1000)}"' in seen
        assert 'data-state="ok"' in seen

    def test_the_bar_counts_working_time_and_stands_still_while_nobody_works(self, page, team):
        yesterday = timezone.localtime(timezone=FRIDAY.tzinfo) - timedelta(days=1)
        hours = {yesterday.strftime("%a").lower(): [["09:00", "17:00"]]}
        a_policy(minutes={"first_response": 90}, calendar=office_hours(hours=hours))

        seen = page(
            "clocks", opened(team, received_at=yesterday.replace(hour=16, minute=12, second=0, microsecond=0))
        )

        assert 'data-target="5400" data-used="2880" data-ahead=""' in seen
        assert "42 m of working time left" in seen
        assert 'width="53"' in seen
        assert 'data-state="ok"' in seen

    def test_a_broken_promise_and_one_that_was_answered_too_late(self, page, team, agent):
        a_policy(minutes={"first_response": 60})
        ticket = opened(team, received_at=timezone.now() - timedelta(minutes=90))
        fire_portion()
        assert 'data-state="breached"' in page("clocks", ticket)

        a_reply(ticket, agent=agent)
        work_off()

        assert "30 m late" in page("clocks", ticket)

    def test_of_several_cycles_the_newest_is_shown(self, page, team, agent):
        a_policy()
        ticket = opened(team)
        set_priority(ticket, to="urgent", by=actors.agent(agent), is_manual=True)
        work_off()

        assert page("clocks", ticket).count('class="clock"') == 2

    def test_without_a_policy_it_says_so(self, page, team):
        assert "No SLA applies." in page("clocks", opened(team))

    def test_the_receipt_names_every_stretch_and_adds_up(self, page, team, agent):
        a_policy(calendar=office_hours(), minutes={"resolution": 480})
        ticket = opened(team, at=FRIDAY)
        a_reply(ticket, agent=agent, at=FRIDAY + timedelta(hours=1), resolves=True)
        work_off()

        seen = page("receipt", ticket, Clock.objects.get().pk)

        assert "10.00–11.00" in seen and "Working time" in seen
        assert "<dt>Used</dt><dd>1 h</dd>" in seen and "<dt>Left</dt><dd>7 h</dd>" in seen

    def test_the_receipt_of_a_stopped_clock_stays_when_the_calendar_changes(self, page, team, agent):
        hours = office_hours()
        a_policy(calendar=hours, minutes={"resolution": 480})
        ticket = opened(team, at=FRIDAY)
        a_reply(ticket, agent=agent, at=FRIDAY + timedelta(hours=1), resolves=True)
        work_off()
        before = page("receipt", ticket, Clock.objects.get().pk)

        hours.hours = {"sun": [["09:00", "10:00"]]}
        hours.save()

        assert page("receipt", ticket, Clock.objects.get().pk) == before

    def test_few_queries_however_long_the_story(self, page, team, agent, django_assert_max_num_queries):
        a_policy(calendar=office_hours())
        ticket = opened(team)
        for _ in range(3):
            a_reply(ticket, agent=agent, confirm=True)
            work_off()

        with django_assert_max_num_queries(14):
            page("clocks", ticket)

    def test_the_receipt_says_why_this_policy_and_none_above_it(self, page, team):
        gold = {"all": [{"kind": "customer_tier", "op": "in", "value": ["gold"]}]}
        a_policy(name="Gold", conditions=gold)
        a_policy(name="Everybody")
        ticket = opened(team)

        said = page("receipt", ticket, Clock.objects.filter(ticket=ticket).first().pk)

        assert '<span class="med">Gold</span><span>does not apply: Customer’s tier (Standard)</span>' in said
        assert '<span class="med">Everybody</span><span>applies to every ticket</span>' in said
