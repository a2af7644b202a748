"""What makes a waiting ticket be looked at again, and the sweep for what nothing did."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Reaction
from people.actions.change_agent import change_agent
from people.actions.set_presence import choose_presence
from routing import handlers, tasks
from tests.builders import a_reply, a_routed_ticket, a_team, an_agent, receives, work_off
from tests.routing.waiting import holder, reason
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.models import Ticket


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
