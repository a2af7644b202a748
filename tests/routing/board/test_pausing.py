"""Who leads a team stops what it is given, for a while and for a reason; what comes waits and says why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.claims import drain as work
from events.claims import run
from routing.actions.pause_routing import pause_routing
from routing.actions.resume_routing import resume_routing, run_out
from routing.escalate import fire_portion
from routing.models import Decision, RoutingPause
from routing.offers import drain
from routing.refusals import Refused
from tests.builders import a_policy, a_routed_ticket, a_supervisor, a_team, an_agent, an_auditor, work_off
from tests.routing.board.stepping_in import now_of
from tests.routing.laddered import did
from tests.routing.promised import after, promised
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

PAUSED = Ticket.UnassignedReason.PAUSED


@pytest.fixture
def paused(team, rani, dimas):
    return pause_routing(team, by=dimas, reason="The depot burns", minutes=30)


def test_a_paused_team_is_given_nothing_and_its_queue_says_so(team, paused):
    tickets = [a_routed_ticket(team=team) for _ in range(3)]

    assert drain(team.pk) == 0

    assert {now_of(one).unassigned_reason for one in tickets} == {PAUSED}
    decision = Decision.objects.filter(ticket=tickets[0], kind="assignment").latest("pk")
    assert decision.outcome == {"agent": None, "reason": "routing_paused"}


def test_no_step_of_a_ladder_gives_on_to_a_paused_team(team, rani, dimas):
    an_agent(team, available=True)
    half = {"percent": 50, "do": [{"do": "reassign"}]}
    a_policy(minutes={"first_response": 60}, ladder=[half])
    ticket = promised(team=team, assignee=rani)
    pause_routing(team, by=dimas, reason="The depot burns", minutes=30)

    fire_portion(at=after(30))

    assert (did(ticket, 50), now_of(ticket).assignee) == ([("reassign", "nobody_free")], rani)


def test_other_teams_go_on(team, paused):
    other = a_team()
    ayu = an_agent(other, available=True)
    ticket = a_routed_ticket(team=other)

    drain(other.pk)

    assert now_of(ticket).assignee == ayu


def test_once_ended_the_queue_is_given_out(team, rani, dimas, paused):
    ticket = a_routed_ticket(team=team)
    drain(team.pk)

    resume_routing(paused, by=dimas)
    work_off()
    drain(team.pk)

    assert now_of(ticket).assignee == rani


def test_it_ends_by_itself_when_its_time_has_come(team, rani, paused):
    ticket = a_routed_ticket(team=team)
    drain(team.pk)
    RoutingPause.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    for pause in RoutingPause.objects.due():
        run_out(pause)
    drain(team.pk)

    assert RoutingPause.objects.get().ended_at
    assert now_of(ticket).assignee == rani


@pytest.mark.django_db(transaction=True)
def test_the_sweep_ends_those_that_are_over_and_no_others(team, rani, dimas):
    over = pause_routing(team, by=dimas, reason="Lunch", minutes=30)
    lasting = pause_routing(a_team(), by=dimas, reason="Stock", minutes=None)
    RoutingPause.objects.filter(pk=over.pk).update(due_at=timezone.now() - timedelta(seconds=1))

    work(RoutingPause.objects.all(), lambda row: run(row, run_out))

    over.refresh_from_db()
    lasting.refresh_from_db()
    assert over.ended_at
    assert not lasting.ended_at


def test_a_team_is_paused_once(team, dimas, paused):
    with pytest.raises(Refused) as refusal:
        pause_routing(team, by=dimas, reason="Again", minutes=5)

    assert refusal.value.code == "paused_already"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_a_reason_is_needed(team, dimas, reason):
    with pytest.raises(Refused):
        pause_routing(team, by=dimas, reason=reason, minutes=5)


def test_somebody_may_still_take_a_ticket_by_hand(team, rani, paused, client):
    ticket = a_routed_ticket(team=team)
    drain(team.pk)
    client.force_login(rani)

    client.post(reverse("tickets:claim", args=[ticket.pk]))

    assert now_of(ticket).assignee == rani


class TestPages:
    def test_the_board_and_the_ticket_say_who_paused_it_until_when_and_why(self, team, dimas, paused, client):
        ticket = a_routed_ticket(team=team)
        drain(team.pk)
        client.force_login(dimas)

        board = client.get(reverse("board:show")).content.decode()
        why = client.get(reverse("routing:why", args=[ticket.pk])).content.decode()

        for page in (board, why):
            assert "The depot burns" in page
            assert "Dimas Prakoso" in page

    def test_it_takes_two_clicks_and_one_to_take_it_back(self, team, rani, dimas, client):
        client.force_login(dimas)
        address = reverse("board:pause", args=[team.pk])
        script = {"HX-Request": "true"}

        assert "Pause routing to Orders" in client.get(address, headers=script).content.decode()
        answer = client.post(address, {"minutes": "15", "reason": "Stock"}, headers=script)
        assert answer.status_code == 204
        assert RoutingPause.objects.get(ended_at=None).reason == "Stock"

        assert client.post(reverse("board:pause-end", args=[team.pk]), headers=script).status_code == 204
        assert client.post(reverse("board:pause-end", args=[team.pk]), headers=script).status_code == 400
        assert RoutingPause.objects.get().ended_by == dimas

    def test_nobody_pauses_a_team_that_they_do_not_lead(self, team, client):
        address = reverse("board:pause", args=[team.pk])
        for who, code in [(a_supervisor(a_team()), 404), (an_agent(team), 403), (an_auditor(), 403)]:
            client.force_login(who)
            assert client.post(address, {"reason": "Stock"}).status_code == code

        assert not RoutingPause.objects.exists()
