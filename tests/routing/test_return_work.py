"""Work of somebody who is gone goes back into the queue, and only theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from people.actions.change_agent import change_agent
from people.actions.deactivate_agent import deactivate_agent
from people.actions.set_presence import heartbeat, mark_offline
from people.models import Company
from routing.actions.return_work import return_work
from tests.builders import a_reply, a_supervisor, a_team, a_ticket, an_agent, receives
from tickets.actions.assign import assign

pytestmark = pytest.mark.django_db


def minutes_ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def agent(team):
    return an_agent(team, available=True)


def now_with(ticket):
    ticket.refresh_from_db()
    return ticket.assignee, ticket.unassigned_reason


def test_after_the_grace_their_tickets_return_and_the_event_says_why(team, agent):
    ticket = a_ticket(team=team, assignee=agent)
    mark_offline(agent, at=minutes_ago(6))

    assert return_work() == 1

    assert now_with(ticket) == (None, "returned")
    event = Event.objects.get(ticket_id=ticket.pk, kind="ticket.unassigned")
    assert event.data["from"] == agent.pk and event.data["reason"] == "returned"
    assert (event.cause_kind, event.cause_id) == ("agent", agent.pk)
    assert return_work() == 0


def test_a_reload_or_a_short_loss_of_the_network_changes_nothing(team, agent):
    ticket = a_ticket(team=team, assignee=agent)
    mark_offline(agent, at=minutes_ago(4))
    assert return_work() == 0

    heartbeat(agent)

    assert return_work(at=timezone.now() + timedelta(hours=1)) == 0
    assert now_with(ticket) == (agent, "")


def test_the_grace_is_the_companys(team, agent):
    Company.objects.create(name="Alur", requeue_after_seconds=30)
    a_ticket(team=team, assignee=agent)
    mark_offline(agent, at=minutes_ago(1))

    assert return_work() == 1


def test_what_waits_for_the_customer_stays_until_the_customer_answers(team, agent):
    ticket = a_ticket(team=team, assignee=agent)
    a_reply(ticket, agent=agent)
    mark_offline(agent, at=minutes_ago(6))
    assert return_work() == 0

    receives(ticket)

    assert return_work() == 1
    assert now_with(ticket) == (None, "returned")


def test_a_busy_agent_or_one_on_a_break_is_not_gone(team):
    from people.actions.set_presence import choose_presence

    for status in ("busy", "break", "away"):
        agent = an_agent(team)
        choose_presence(agent, status, at=minutes_ago(60))
        a_ticket(team=team, assignee=agent)

    assert return_work() == 0


def test_what_a_person_gave_to_somebody_whom_they_knew_to_be_gone_stays(team, agent):
    mark_offline(agent, at=minutes_ago(60))
    ticket = a_ticket(team=team)
    assign(ticket, to=agent, by=actors.agent(a_supervisor(team)))

    assert return_work() == 0
    assert now_with(ticket) == (agent, "")


def test_who_is_switched_off_gives_everything_back_at_once(team, agent):
    open_one, answered = a_ticket(team=team, assignee=agent), a_ticket(team=team, assignee=agent)
    a_reply(answered, agent=agent)

    deactivate_agent(agent, by=actors.SYSTEM)

    assert return_work() == 2
    assert now_with(open_one) == now_with(answered) == (None, "returned")


def test_who_may_only_read_from_now_on_gives_everything_back(team, agent):
    ticket = a_ticket(team=team, assignee=agent)

    change_agent(agent, by=actors.SYSTEM, role="auditor")

    assert return_work() == 1
    assert now_with(ticket) == (None, "returned")
