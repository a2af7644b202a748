"""What another function does has a target of its own, and the customer's promise runs on beside it."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from events import actors
from events.models import Event
from routing.actions.settle_foreseen import settle_foreseen
from routing.following import follow
from routing.models import Clock, Decision, Foreseen
from routing.offers import drain
from routing.outlook.past import past_promises
from tests.builders import a_policy, a_rule, a_supervisor, a_team, a_ticket, an_agent, work_off
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.cancel_escalation import cancel_escalation
from tickets.actions.resolve import resolve
from tickets.actions.set_priority import set_priority
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def policies():
    return a_policy(minutes={"resolution": 480}), a_policy(minutes={"resolution": 60}, is_internal=True)


@pytest.fixture
def ticket(policies):
    team = a_team()
    found = a_ticket(team=team, assignee=an_agent(team))
    work_off()
    return found


@pytest.fixture
def child(ticket):
    found = an_escalation(ticket, agent=ticket.assignee)
    work_off()
    return found


def going(ticket):
    return [
        (row.metric, row.policy_id, row.target_seconds)
        for row in Clock.objects.filter(ticket=ticket, stopped_at=None).order_by("pk")
    ]


def test_it_runs_on_the_internal_policy_and_the_customers_on_theirs(policies, ticket, child):
    ours, between = policies

    assert going(child) == [("resolution", between.pk, 3600)]
    assert going(ticket) == [("resolution", ours.pk, 480 * 60)]


def test_why_that_policy_is_kept_as_a_decision(policies, child):
    decision = Decision.objects.get(ticket=child)

    assert decision.kind == Decision.Kind.SLA
    assert decision.outcome["policy"] == policies[1].pk


def test_doing_it_stops_its_clock_and_not_the_customers(ticket, child):
    resolve(child, by=actors.agent(an_agent()))
    work_off()

    assert going(child) == []
    assert len(going(ticket)) == 1


def test_calling_it_off_stops_its_clock(ticket, child):
    cancel_escalation(child, by=actors.agent(ticket.assignee), agent=ticket.assignee)
    work_off()

    assert going(child) == []
    assert len(going(ticket)) == 1


@pytest.mark.parametrize("minutes", [10, 90], ids=["in time", "too late"])
def test_what_was_called_off_is_neither_met_nor_missed(ticket, child, client, minutes):
    Ticket.objects.filter(pk=child.pk).update(created_at=child.created_at - timedelta(minutes=minutes))
    Clock.objects.filter(ticket=child).update(
        started_at=F("started_at") - timedelta(minutes=minutes),
        deadline=F("deadline") - timedelta(minutes=minutes),
    )
    agent = ticket.assignee
    cancel_escalation(child, by=actors.agent(agent), agent=agent)
    work_off()

    child.refresh_from_db()
    clock = Clock.objects.get(ticket=child)
    assert (child.sla_state, child.next_due_at) == (Ticket.SlaState.NONE, None)
    assert (clock.stop_reason, clock.due_at, clock.state) == ("cancelled", None, Clock.State.DONE)
    assert clock.pk not in {promise.key for promise in past_promises(now=timezone.now())}
    client.force_login(a_supervisor(child.team, language="en"))
    panel = client.get(f"/routing/tickets/{child.pk}/clocks/").content.decode()
    assert 'data-state="cancelled"' in panel
    assert "Cancelled" in panel
    receipt = client.get(f"/routing/tickets/{child.pk}/clocks/{clock.pk}/").content.decode()
    assert "it counts neither as met nor as missed" in receipt
    assert "Working time" in receipt


def test_what_was_foreseen_of_it_is_no_forecast_that_came_true_or_did_not(ticket, child):
    clock = Clock.objects.get(ticket=child)
    Foreseen.objects.create(
        clock=clock, lead=30, deadline=clock.deadline, said_at=timezone.now(), chance=0.5, sight={}
    )

    cancel_escalation(child, by=actors.agent(ticket.assignee), agent=ticket.assignee)
    work_off()

    assert settle_foreseen(now=timezone.now()) == 0
    assert not Foreseen.objects.exists()


def test_a_report_of_it_that_comes_late_says_the_same(ticket, child):
    """Its reaction was buried and is tried again."""
    cancel_escalation(child, by=actors.agent(ticket.assignee), agent=ticket.assignee)
    closed = Event.objects.get(ticket_id=child.pk, kind="ticket.closed")
    work_off()
    follow(closed)

    assert Clock.objects.get(ticket=child).stop_reason == "cancelled"


def test_without_an_internal_policy_the_customers_promise_is_not_taken():
    a_policy(minutes={"resolution": 480})

    child = an_escalation(a_ticket())
    work_off()

    assert going(child) == []


def test_an_internal_policy_promises_customers_nothing():
    a_policy(minutes={"resolution": 60}, is_internal=True)
    ticket = a_ticket()
    work_off()

    assert going(ticket) == []


def test_nobody_is_answered_on_it_so_only_the_resolution_counts():
    a_policy(is_internal=True)
    child = an_escalation(a_ticket())
    work_off()

    assert [metric for metric, _, _ in going(child)] == ["resolution"]


def test_it_is_promised_anew_when_its_priority_changes(policies, child):
    set_priority(child, to="urgent", is_manual=True, by=actors.agent(an_agent()))
    work_off()

    assert Clock.objects.filter(ticket=child, stopped_at=None).get().policy_id == policies[1].pk


def test_rules_that_sort_what_customers_write_leave_it_alone(ticket):
    other = a_team()
    a_rule({}, {"do": "set_team", "to": other.pk})

    child = an_escalation(ticket, agent=ticket.assignee)
    team = child.team
    work_off()

    child.refresh_from_db()
    assert child.team == team


def test_somebody_available_of_the_other_team_is_given_it(ticket):
    team = a_team()
    able = an_agent(team, available=True)

    child = an_escalation(ticket, to=team, agent=ticket.assignee)
    work_off()

    drain(team.pk)
    child.refresh_from_db()
    assert child.assignee == able
