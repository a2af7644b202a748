"""Many who hand out at once, and people who get in between."""

import pytest
from django.db import transaction

from events import actors
from events.models import Event
from people.actions.set_presence import mark_offline
from people.models import Agent
from routing.offers import drain, drain_portion
from tests.builders import a_supervisor, a_team, an_agent
from tests.routing.waiting import holder, waiting_in
from tests.together import at_once
from tickets.actions.assign import assign
from tickets.actions.claim import claim
from tickets.models import Ticket


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_twenty_who_hand_out_at_once_give_nobody_more_than_they_can_take(self):
        """F37, R5: counted under the agents' lock."""
        teams = [a_team() for _ in range(4)]
        agents = [an_agent(*teams, available=True, capacity=5) for _ in range(6)]
        for team in teams:
            waiting_in(team, 20)

        at_once([lambda team=teams[n % 4]: drain(team.pk) for n in range(20)])

        loads = [Ticket.objects.loading().filter(assignee=agent).count() for agent in agents]
        assert loads == [5] * 6
        doubles = Event.objects.filter(kind="ticket.assigned").values_list("ticket_id", flat=True)
        assert len(doubles) == len(set(doubles)) == 30

    def test_a_ticket_that_somebody_is_taking_is_passed_over(self, elsewhere):
        """R5: what a person does by hand is never overridden."""
        team = a_team()
        an_agent(team, available=True)
        [ticket], lead = waiting_in(team), a_supervisor(team)

        with transaction.atomic():
            claim(ticket, agent=lead)
            assert elsewhere(lambda: drain_portion(team.pk)).result(10) == (0, 0)

        assert holder(ticket) == lead

    def test_a_ticket_that_has_changed_since_it_was_seen_is_not_given(self):
        from tickets.actions.hand_out import Gift, hand_out

        team = a_team()
        agent, lead = an_agent(team, available=True), a_supervisor(team)
        [ticket] = waiting_in(team)
        seen = Ticket.objects.get(pk=ticket.pk)
        assign(ticket, to=lead, by=actors.agent(lead))

        with transaction.atomic():
            given = hand_out([Gift(ticket=seen, to=agent.pk, reason="only_one")], by=actors.SYSTEM)

        assert given == []
        assert holder(ticket) == lead

    def test_an_agent_who_goes_offline_in_the_middle_gets_nothing_more(self, elsewhere):
        team = a_team()
        agent = an_agent(team, available=True)
        waiting_in(team, 3)

        with transaction.atomic():
            mark_offline(agent)
            handing_out = elsewhere(lambda: drain(team.pk))
            assert not handing_out.done()
        assert handing_out.result(10) == 0

        assert not Agent.objects.filter(assigned_tickets__isnull=False).exists()
        assert set(Ticket.objects.values_list("unassigned_reason", flat=True)) == {"nobody_available"}
