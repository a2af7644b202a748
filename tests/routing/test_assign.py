"""Waiting tickets go to the least loaded who is there and has room, and the reasons stay."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from events import actors
from events.models import Event, Reaction
from people.actions.change_agent import change_agent
from people.actions.set_presence import choose_presence, mark_offline
from people.models import Agent, Presence
from routing import handlers, tasks
from routing.models import Decision
from routing.offers import drain, drain_portion, teams_waiting
from tests.builders import (
    a_policy,
    a_reply,
    a_routed_ticket,
    a_supervisor,
    a_team,
    an_agent,
    an_auditor,
    receives,
    work_off,
)
from tests.together import at_once
from tickets.actions.assign import assign
from tickets.actions.claim import claim
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.models import Notification, Ticket

LOADING = ("new", "open")


def waiting_in(team, n=1, **ticket):
    return [a_routed_ticket(team=team, **ticket) for _ in range(n)]


def holder(ticket):
    ticket.refresh_from_db()
    return ticket.assignee


def reason(ticket):
    ticket.refresh_from_db()
    return ticket.unassigned_reason


def decision_on(ticket):
    return Decision.objects.filter(ticket=ticket, kind="assignment").latest("pk")


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
        monkeypatch.setattr("routing.offers.PORTION", 3)
        team = a_team()
        an_agent(team, available=True, capacity=4)
        waiting_in(team, 9)

        assert drain(team.pk) == 4
        assert set(Ticket.objects.unassigned().values_list("unassigned_reason", flat=True)) == {"all_full"}


@pytest.mark.django_db
class TestWhatWakesIt:
    """Each nudge is run as a worker would; what no nudge reached the sweep finds."""

    @pytest.fixture(autouse=True)
    def _nudges(self, monkeypatch):
        """In the place of the broker."""
        self.nudges = []
        for module in (handlers, tasks):
            monkeypatch.setattr(module, "nudge", lambda task, *args: self.nudges.append((task, args)))

    def work(self):
        work_off()
        while self.nudges:
            task, args = self.nudges.pop(0)
            task(*args)
            work_off()

    def test_a_new_ticket_is_routed_and_given(self):
        team = a_team()
        agent = an_agent(team, available=True)
        ticket = a_routed_ticket(team=team)

        self.work()

        assert holder(ticket) == agent

    def test_an_agent_who_becomes_available(self):
        team = a_team()
        agent = an_agent(team)
        ticket = a_routed_ticket(team=team)
        self.work()
        assert reason(ticket) == "nobody_available"

        choose_presence(agent, "available")
        self.work()

        assert holder(ticket) == agent

    @pytest.mark.parametrize("what", ["answers", "resolves", "may take more"])
    def test_an_agent_who_has_room_again(self, what):
        team = a_team()
        agent = an_agent(team, available=True, capacity=1)
        mine, next_one = a_routed_ticket(team=team, assignee=agent), a_routed_ticket(team=team)
        self.work()
        assert reason(next_one) == "all_full"

        if what == "may take more":
            change_agent(agent, by=actors.SYSTEM, capacity=2)
        else:
            a_reply(mine, agent=agent, resolves=what == "resolves")
        self.work()

        assert holder(next_one) == agent

    def test_a_transferred_ticket_is_offered_in_its_new_team(self):
        from tickets.actions.transfer import transfer

        ticket, team = a_routed_ticket(team=a_team()), a_team()
        agent = an_agent(team, available=True)
        self.work()

        transfer(ticket, to=team, by=actors.SYSTEM)
        self.work()

        assert holder(ticket) == agent

    def test_a_customer_who_answers_a_ticket_that_nobody_has(self):
        team = a_team()
        ticket = a_routed_ticket(team=team)
        a_reply(ticket, agent=an_agent())
        agent = an_agent(team, available=True)
        self.work()
        assert holder(ticket) is None

        receives(ticket)
        self.work()

        assert holder(ticket) == agent

    def test_a_ticket_that_is_reopened_and_that_nobody_has(self):
        team = a_team()
        ticket = a_routed_ticket(team=team)
        resolve(ticket, by=actors.SYSTEM)
        agent = an_agent(team, available=True)
        self.work()
        assert holder(ticket) is None

        reopen(ticket, by=actors.SYSTEM)
        self.work()

        assert holder(ticket) == agent

    def test_the_sweep_gives_what_no_nudge_reached(self):
        """R5: a ticket nobody heard of, in a team where somebody has room."""
        team = a_team()
        ticket = a_routed_ticket(team=team)
        Reaction.objects.all().delete()
        agent = an_agent(team, available=True)
        Reaction.objects.all().delete()

        tasks.sweep_queues()
        self.work()

        assert holder(ticket) == agent

    def test_the_sweep_says_of_a_ticket_that_was_never_routed_that_it_has_no_team(self):
        ticket = a_routed_ticket()
        Reaction.objects.all().delete()
        Ticket.objects.update(updated_at=timezone.now() - timedelta(minutes=1))

        tasks.sweep_queues()
        self.work()

        assert reason(ticket) == "no_team"


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
