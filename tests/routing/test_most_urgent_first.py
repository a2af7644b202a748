"""Of those who wait, the nearest promise goes first, and nobody waits for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event
from routing.offers import drain, teams_waiting
from tests.builders import a_policy, a_routed_ticket, a_team, an_agent, work_off
from tests.routing.waiting import holder, waiting_in
from tickets.models import Ticket


@pytest.mark.django_db
class TestWhichComesFirst:
    def test_the_nearest_deadline_then_the_score_then_the_wait(self):
        a_policy(minutes={"first_response": 60})
        team = a_team()
        an_agent(team, available=True, capacity=50)
        now = timezone.now()
        later = a_routed_ticket(team=team, received_at=now - timedelta(minutes=5))
        sooner = a_routed_ticket(team=team, received_at=now - timedelta(minutes=30))
        scored = a_routed_ticket(team=team, received_at=now - timedelta(minutes=5))
        work_off()
        due = Ticket.objects.get(pk=later.pk).next_due_at
        Ticket.objects.filter(pk=scored.pk).update(priority_score=90, next_due_at=due)
        promised_nothing = a_routed_ticket(team=team, received_at=now - timedelta(minutes=1))

        drain(team.pk)

        given = (
            Event.objects.filter(kind="ticket.assigned").order_by("pk").values_list("ticket_id", flat=True)
        )
        assert list(given) == [sooner.pk, scored.pk, later.pk, promised_nothing.pk]

    def test_nobody_waits_for_ever_behind_those_who_were_promised_something(self):
        team = a_team()
        an_agent(team, available=True, capacity=1)
        old = a_routed_ticket(team=team, received_at=timezone.now() - timedelta(days=2))
        fresh = a_routed_ticket(team=team)
        Ticket.objects.filter(pk=fresh.pk).update(next_due_at=timezone.now() + timedelta(hours=1))

        drain(team.pk)

        assert holder(old) is not None and holder(fresh) is None

    def test_queues_are_looked_at_by_their_most_urgent_ticket(self):
        first, second = a_team(), a_team()
        waiting_in(first), waiting_in(second)
        Ticket.objects.filter(team=second).update(next_due_at=timezone.now())

        assert teams_waiting() == [second.pk, first.pk]

    def test_a_queue_longer_than_a_portion_is_emptied_and_explained_to_its_end(self, monkeypatch):
        for module in ("offers", "behind"):
            monkeypatch.setattr(f"routing.{module}.PORTION", 3)
        team = a_team()
        an_agent(team, available=True, capacity=4)
        waiting_in(team, 9)

        assert drain(team.pk) == 4
        assert set(Ticket.objects.unassigned().values_list("unassigned_reason", flat=True)) == {"all_full"}
