"""What waits while a team is closed is given out at its opening, in order and as far as there is room."""

from datetime import UTC, datetime, timedelta

import pytest

from events import actors
from people.actions.save_team import change_team
from routing import behind, offers
from routing.offers import drain, is_at_rest, teams_waiting
from tests.builders import a_routed_ticket, a_team, an_agent, office_hours
from tests.routing.panels import opened
from tests.routing.waiting import decision_on, holder, reason, waiting_in
from tickets.actions.resolve import resolve
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

SUNDAY = datetime(2026, 11, 22, 5, tzinfo=UTC)
OPENING = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 9.00 in Jakarta


@pytest.fixture
def team():
    return a_team(calendar=office_hours(), rests_after_hours=True)


def test_nothing_is_given_while_the_team_is_closed_whoever_is_there(team):
    an_agent(team, available=True)
    [ticket] = waiting_in(team)

    assert drain(team.pk, at=SUNDAY) == 0

    assert reason(ticket) == "after_hours"
    decision = decision_on(ticket)
    assert datetime.fromisoformat(decision.inputs["opens_at"]) == OPENING
    assert decision.outcome == {"agent": None, "reason": "after_hours"}


def test_a_team_that_does_not_rest_gives_out_at_any_hour(team):
    change_team(team, by=actors.SYSTEM, rests_after_hours=False)
    agent = an_agent(team, available=True)
    [ticket] = waiting_in(team)

    drain(team.pk, at=SUNDAY)

    assert holder(ticket) == agent


def test_who_holds_the_line_is_no_letter_that_waits_for_the_opening(team):
    agent = an_agent(team, available=True, phone="+6281200000001")
    [ticket] = waiting_in(team)
    drain(team.pk, at=SUNDAY)
    assert is_at_rest(team.pk, at=SUNDAY)

    Ticket.objects.filter(pk=ticket.pk).update(caller_since=SUNDAY)
    drain(team.pk, at=SUNDAY)

    assert holder(ticket) == agent


def test_without_a_calendar_a_team_never_rests():
    team = a_team(rests_after_hours=True)
    an_agent(team, available=True)
    waiting_in(team)

    assert drain(team.pk, at=SUNDAY) == 1


def test_at_opening_the_most_urgent_come_first_and_only_as_many_as_there_is_room_for(team):
    agent = an_agent(team, available=True, capacity=2)
    tickets = waiting_in(team, 5)
    for number, ticket in enumerate(reversed(tickets)):
        due = OPENING + timedelta(minutes=number)
        Ticket.objects.filter(pk=ticket.pk).update(next_due_at=due)
    drain(team.pk, at=SUNDAY)
    assert team.pk in teams_waiting()  # so the sweep finds the opening

    assert drain(team.pk, at=OPENING) == 2

    assert [holder(ticket) for ticket in tickets] == [None, None, None, agent, agent]
    assert {reason(ticket) for ticket in tickets[:3]} == {"all_full"}
    resolve(Ticket.objects.get(pk=tickets[4].pk), by=actors.agent(agent))
    assert drain(team.pk, at=OPENING) == 1
    assert holder(tickets[2]) == agent


def test_who_holds_the_line_is_given_to_somebody_all_the_same(team):
    agent = an_agent(team, available=True, phone="+628123456789")
    letter, caller = a_routed_ticket(team=team), a_routed_ticket(team=team)
    Ticket.objects.filter(pk=caller.pk).update(caller_since=SUNDAY)

    drain(team.pk, at=SUNDAY)

    assert holder(caller) == agent and holder(letter) is None


def test_once_all_are_told_nothing_is_done_until_the_opening(team, django_assert_max_num_queries):
    an_agent(team, available=True)
    waiting_in(team, 3)
    drain(team.pk, at=SUNDAY)

    assert is_at_rest(team.pk, at=SUNDAY) and not is_at_rest(team.pk, at=OPENING)
    with django_assert_max_num_queries(8):
        assert drain(team.pk, at=SUNDAY) == 0


def test_all_of_a_long_queue_are_told_and_all_are_given_at_opening(team, monkeypatch):
    for module in (behind, offers):
        monkeypatch.setattr(module, "PORTION", 3)
    an_agent(team, available=True, capacity=100)
    waiting_in(team, 8)

    drain(team.pk, at=SUNDAY)
    assert {one.unassigned_reason for one in Ticket.objects.all()} == {"after_hours"}

    assert drain(team.pk, at=OPENING) == 8


def test_the_panel_says_what_it_waits_for_and_until_when(page, team, agent):
    team.calendar = office_hours(hours={"mon": [["09:00", "09:01"]]})
    team.rests_after_hours = True
    team.save(update_fields=["calendar", "rests_after_hours"])
    ticket = opened(team)
    drain(team.pk, at=SUNDAY)

    seen = page("why", ticket)

    assert "Waits for the opening hours" in seen and ", 09.00" in seen
