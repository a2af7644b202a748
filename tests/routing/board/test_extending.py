"""Who leads gives a promise more time, says why, and takes it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from routing.actions.extend_clock import extend_clock
from routing.escalate import fire_due
from routing.models import Clock, Escalation
from tests.builders import a_policy, a_reply, a_supervisor, a_ticket, work_off
from tests.routing.board.stepping_in import another_leader, clock_of, extends, now_of, undo_of
from tickets.actions.tag import add_tag

pytestmark = pytest.mark.django_db


class TestExtending:
    def test_the_deadline_moves_and_the_ticket_is_due_later(self, does, ticket):
        before = ticket.next_due_at

        extends(does, ticket, minutes=30)

        assert now_of(ticket).next_due_at == before + timedelta(minutes=30)
        assert clock_of(ticket).deadline == before + timedelta(minutes=30)

    def test_undone_it_is_due_when_it_was(self, does, client, ticket):
        before = ticket.next_due_at
        undo = undo_of(extends(does, ticket))

        assert client.post(undo, headers={"HX-Request": "true"}).status_code == 204
        assert now_of(ticket).next_due_at == before
        assert client.post(undo, headers={"HX-Request": "true"}).status_code == 400

    def test_of_two_extensions_one_is_undone_and_the_other_stays(self, does, client, ticket):
        before = ticket.next_due_at
        first = undo_of(extends(does, ticket, minutes=30))
        extends(does, ticket, minutes=15)

        client.post(first)

        assert now_of(ticket).next_due_at == before + timedelta(minutes=15)

    def test_the_receipt_and_the_timeline_say_who_gave_how_much_and_why(self, does, client, ticket):
        extends(does, ticket, minutes=30, reason="The depot calls back at noon")

        address = reverse("routing:receipt", args=[ticket.pk, clock_of(ticket).pk])
        receipt = client.get(address, headers={"HX-Request": "true"}).content.decode()
        timeline = client.get(reverse("tickets:timeline", args=[ticket.pk])).content.decode()

        for page in (receipt, timeline):
            assert "The depot calls back at noon" in page
            assert "30 m" in page

    def test_it_stays_when_the_ticket_is_looked_at_again(self, does, ticket, dimas):
        before = ticket.next_due_at
        extends(does, ticket, minutes=30)

        add_tag(now_of(ticket), name="depot", by=another_leader(ticket.team))
        work_off()

        assert now_of(ticket).next_due_at == before + timedelta(minutes=30)

    def test_it_stays_when_another_priority_promises_something_else(self, does, client, ticket, rani):
        extends(does, ticket, minutes=30)

        policy = clock_of(ticket).policy
        policy.targets.filter(metric="first_response", priority="urgent").update(minutes=50)
        client.post(reverse("tickets:priority", args=[ticket.pk]), {"to": "urgent"})
        work_off()

        assert clock_of(ticket).target_seconds == 80 * 60

    def test_a_warning_whose_moment_lies_ahead_again_is_told_again(self, does, team, rani):
        a_policy(minutes={"first_response": 60}, warns_at=[50])
        ticket = a_ticket(team=team, assignee=rani, at=timezone.now() - timedelta(minutes=40))
        work_off()
        fire_due()
        assert Escalation.objects.filter(ticket=ticket, threshold=50).count() == 1

        extends(does, ticket, minutes=60)
        fire_due(at=timezone.now() + timedelta(minutes=21))

        assert Escalation.objects.filter(ticket=ticket, threshold=50).count() == 2

    def test_what_is_over_is_not_extended(self, does, ticket):
        clock = clock_of(ticket)
        Clock.objects.filter(pk=clock.pk).update(deadline=timezone.now() - timedelta(seconds=1))

        assert extends(does, ticket, clock=clock).status_code == 400
        assert not Event.objects.filter(kind="sla.extended").exists()

    def test_what_has_been_answered_is_not_extended(self, does, ticket, rani):
        clock = clock_of(ticket)
        a_reply(now_of(ticket), agent=rani)
        work_off()

        assert extends(does, ticket, clock=clock).status_code == 400

    @pytest.mark.parametrize(
        "wrong", [{"minutes": 0}, {"minutes": 10_081}, {"reason": "  "}, {"reason": "x" * 201}]
    )
    def test_minutes_and_a_reason_are_needed(self, does, ticket, wrong):
        assert extends(does, ticket, **wrong).status_code == 400
        assert now_of(ticket).next_due_at == ticket.next_due_at

    def test_not_a_clock_of_another_ticket(self, does, ticket, team):
        other = a_ticket(team=team, at=timezone.now() - timedelta(minutes=10))
        work_off()

        assert extends(does, ticket, clock=clock_of(other)).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_of_two_who_extend_the_same_clock_at_once_one_does(ticket, dimas, team, elsewhere):
    """The second waits for the first, and finds that another clock counts by then."""
    before, clock = ticket.next_due_at, clock_of(ticket)
    others = [dimas, a_supervisor(team)]

    tries = [
        elsewhere(lambda by=by: extend_clock(ticket.pk, clock_id=clock.pk, minutes=10, reason="Busy", by=by))
        for by in others
    ]
    failures = [failure for one in tries if (failure := one.exception(timeout=30))]

    assert [getattr(failure, "code", failure) for failure in failures] == ["promise_over"]
    assert now_of(ticket).next_due_at == before + timedelta(minutes=10)
