"""Waiting tickets go to the least loaded who is there and has room, and the reasons stay."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from people.actions.set_presence import choose_presence
from people.models import Presence
from routing.models import Decision
from routing.offers import drain
from tests.builders import a_reply, a_routed_ticket, a_team, an_agent, an_auditor
from tests.routing.waiting import decision_on, holder, reason, waiting_in
from tickets.actions.assign import assign
from tickets.models import Notification, Ticket


@pytest.mark.django_db
class TestWhoGetsIt:
    def test_the_least_loaded_who_is_available(self):
        team = a_team()
        busy, free = an_agent(team, available=True), an_agent(team, available=True)
        away = an_agent(team)
        waiting_in(team, 2, assignee=busy)
        [ticket] = waiting_in(team)

        drain(team.pk)

        assert holder(ticket) == free
        considered = {one["agent"]: one for one in decision_on(ticket).candidates}
        assert considered[free.pk]["rank"] == 1 and considered[busy.pk]["rank"] == 2
        assert considered[away.pk]["refusals"] == ["offline"]
        assert decision_on(ticket).outcome == {"agent": free.pk, "reason": "least_loaded"}

    def test_the_decision_names_the_event_that_it_made(self):
        team = a_team()
        agent = an_agent(team, available=True)
        [ticket] = waiting_in(team)

        drain(team.pk)

        assigned = Event.objects.get(ticket_id=ticket.pk, kind="ticket.assigned")
        assert decision_on(ticket).event_id == assigned.pk
        assert assigned.data["to"] == agent.pk and assigned.data["reason"] == "only_one"
        assert assigned.data["version"] == Ticket.objects.get(pk=ticket.pk).version
        assert Notification.objects.filter(agent=agent, ticket=ticket, kind="assigned").count() == 1

    def test_among_equals_whoever_had_nothing_for_the_longest_time(self):
        team = a_team()
        agents = [an_agent(team, available=True) for _ in range(3)]
        for minutes, agent in enumerate(agents):
            Presence.objects.filter(agent=agent).update(
                last_assigned_at=timezone.now() - timedelta(minutes=minutes)
            )
        [ticket] = waiting_in(team)

        drain(team.pk)

        assert holder(ticket) == agents[2]

    @pytest.mark.parametrize("status", ["busy", "break", "away", "offline"])
    def test_nobody_who_is_not_available(self, status):
        team = a_team()
        choose_presence(an_agent(team), status)
        [ticket] = waiting_in(team)

        drain(team.pk)

        assert reason(ticket) == "nobody_available"

    def test_only_members_who_may_answer(self):
        team, other = a_team(), a_team()
        an_agent(other, available=True), an_agent(team, available=True, is_active=False)
        auditor = an_auditor()
        auditor.memberships.create(team=team)
        choose_presence(auditor, "available")
        [ticket] = waiting_in(team)

        drain(team.pk)

        assert reason(ticket) == "empty_team"

    def test_never_more_than_the_capacity_whatever_else_they_wait_for(self):
        team = a_team()
        agent = an_agent(team, available=True, capacity=2)
        waits_for_customer = a_routed_ticket(team=team, assignee=agent)
        a_reply(waits_for_customer, agent=agent)
        waiting_in(team, 5)

        assert drain(team.pk) == 2

        loading = Ticket.objects.loading().filter(assignee=agent)
        assert loading.count() == 2
        left = Ticket.objects.unassigned().filter(team=team)
        assert {ticket.unassigned_reason for ticket in left} == {"all_full"}

    def test_a_capacity_of_nothing_means_nothing(self):
        team = a_team()
        an_agent(team, available=True, capacity=0)
        [ticket] = waiting_in(team)

        assert drain(team.pk) == 0
        assert reason(ticket) == "all_full"

    def test_why_nobody_has_it_is_decided_and_noted_once(self):
        team = a_team()
        [ticket] = waiting_in(team)

        drain(team.pk)
        ticket.refresh_from_db()
        version = ticket.version
        drain(team.pk)

        ticket.refresh_from_db()
        assert ticket.version == version
        assert decision_on(ticket).outcome == {"agent": None, "reason": "empty_team"}
        assert Decision.objects.filter(kind="assignment").count() == 1

    def test_what_a_person_has_put_back_does_not_come_straight_back_to_the_same(self):
        team = a_team()
        agent = an_agent(team, available=True)
        [ticket] = waiting_in(team)
        drain(team.pk)

        assign(ticket, to=None, by=actors.agent(agent))
        drain(team.pk)
        assert holder(ticket) is None
        assert decision_on(ticket).candidates[0]["refusals"] == ["declined"]

        drain(team.pk, at=timezone.now() + timedelta(minutes=11))
        assert holder(ticket) == agent

    def test_tickets_that_wait_for_the_customer_need_nobody(self):
        team = a_team()
        an_agent(team, available=True)
        ticket = a_routed_ticket(team=team)
        a_reply(ticket, agent=an_agent())

        assert drain(team.pk) == 0
