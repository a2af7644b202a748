"""A ticket that could not be routed at once, or whose promise cannot be counted, is routed all the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Reaction
from people.actions.save_calendar import change_calendar
from routing.following import FOLLOWER
from routing.models import Decision
from routing.tasks import recompute_clocks
from tests.builders import a_policy, a_reply, a_ticket, an_agent, office_hours, receives, work_off
from tickets.actions.resolve import resolve
from tickets.actions.set_priority import set_priority

pytestmark = pytest.mark.django_db


def buried():
    """A ticket whose routing was given up: nothing has been decided about it."""
    ticket = a_ticket(received_at=timezone.now() - timedelta(hours=3))
    Reaction.objects.filter(handler=FOLLOWER, ticket_id=ticket.pk, event__kind="ticket.created").update(
        state="dead"
    )
    return ticket


def retried(ticket):
    Reaction.objects.filter(ticket_id=ticket.pk).retry()
    work_off()
    assert Decision.objects.filter(ticket=ticket, kind="classification").exists()


class TestRoutedLate:
    def test_what_was_answered_long_ago_is_not_promised_an_answer(self):
        a_policy()
        ticket = buried()
        a_reply(ticket, agent=an_agent(), at=timezone.now() - timedelta(hours=2))
        work_off()

        retried(ticket)

        clock = ticket.clocks.get()
        assert (clock.metric, clock.started_at) == ("resolution", ticket.created_at)
        assert clock.paused_at is not None  # it waits for the customer

    def test_what_was_resolved_long_ago_is_promised_nothing(self):
        a_policy()
        ticket = buried()
        resolve(ticket, by=actors.SYSTEM)
        work_off()

        retried(ticket)

        assert not ticket.clocks.exists()

    def test_what_nobody_has_touched_is_promised_all(self):
        a_policy()
        ticket = buried()

        retried(ticket)

        assert set(ticket.clocks.values_list("metric", "started_at")) == {
            ("first_response", ticket.created_at),
            ("resolution", ticket.created_at),
        }


class TestOutOfReach:
    """A year of work, on hours that have been cut down to one in a week since it was promised."""

    @pytest.fixture
    def calendar(self):
        calendar = office_hours()
        a_policy(calendar=calendar, minutes={"resolution": 527_040})
        return calendar

    def cut_down(self, calendar):
        change_calendar(calendar, by=actors.SYSTEM, hours={"mon": [["10:00", "11:00"]]})
        work_off()
        recompute_clocks()

    def test_a_new_ticket_is_routed_without_a_promise_and_says_why(self, calendar):
        self.cut_down(calendar)

        ticket = a_ticket()
        work_off()

        ticket.refresh_from_db()
        assert ticket.unassigned_reason == "no_team"
        assert not ticket.clocks.exists()
        decision = Decision.objects.get(ticket=ticket, kind="sla")
        assert decision.outcome["policy"] is None
        assert "BeyondHorizon" in decision.outcome["fault"]

    def test_what_runs_goes_on_as_it_is_when_it_is_considered_again(self, calendar):
        ticket = a_ticket()
        work_off()
        before = ticket.clocks.get().deadline
        calendar.policies.get().targets.filter(priority="urgent").update(minutes=500_000)
        self.cut_down(calendar)

        set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True)
        work_off()

        assert ticket.clocks.get().deadline == before

    def test_what_the_customer_writes_is_followed_without_a_new_promise(self, calendar):
        calendar.policies.get().targets.create(metric="next_response", priority="normal", minutes=527_040)
        ticket = a_ticket()
        a_reply(ticket, agent=an_agent(), keeps_open=True)
        work_off()
        self.cut_down(calendar)

        receives(ticket)
        work_off()

        assert list(ticket.clocks.values_list("metric", flat=True)) == ["resolution"]
