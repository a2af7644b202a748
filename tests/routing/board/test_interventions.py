"""Who leads steps in from the board, and takes it back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actors
from events.models import Event
from routing.actions.extend_clock import extend_clock
from routing.board.ladder import nearest_of
from routing.escalate import fire_due
from routing.models import Clock, Escalation
from tests.builders import (
    a_policy,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_agent,
    an_auditor,
    work_off,
)
from tickets.actions.assign import assign
from tickets.actions.mark_read import mark_read
from tickets.actions.tag import add_tag
from tickets.models import Notification, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def rani(team):
    return an_agent(team, available=True, name="Rani Puspita")


@pytest.fixture
def dimas(team):
    return a_supervisor(team, name="Dimas Prakoso", language="en")


@pytest.fixture
def ticket(team, rani):
    """Twenty minutes are left of the hour for its first answer."""
    a_policy(minutes={"first_response": 60, "resolution": 480})
    ticket = a_ticket(team=team, assignee=rani, at=timezone.now() - timedelta(minutes=40))
    work_off()
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def does(client, dimas):
    """`does("nudge", ticket)` as the board's script sends it."""
    client.force_login(dimas)

    def post(name, ticket, *more, **fields):
        address = reverse(f"board:{name}", args=[ticket.pk, *more])
        return client.post(address, fields, headers={"HX-Request": "true"})

    return post


def undo_of(answer):
    assert answer.status_code == 204, answer.content
    return json.loads(answer.headers["HX-Trigger"])["say"]["undo"]


def now_of(ticket):
    return Ticket.objects.get(pk=ticket.pk)


def told(agent, kind):
    return Notification.objects.filter(agent=agent, kind=kind).count()


def clock_of(ticket):
    return nearest_of(ticket).row


def extends(does, ticket, *, minutes=30, reason="The depot calls back at noon", clock=None):
    clock = clock or clock_of(ticket)
    return does("extension", ticket, clock_id=clock.pk, minutes=minutes, reason=reason)


class TestTakingOver:
    def test_the_supervisor_has_it_and_the_former_holder_hears_of_it(self, does, ticket, rani, dimas):
        does("taking-over", ticket, version=ticket.version)

        assert now_of(ticket).assignee == dimas
        assert told(rani, "taken") == 1

    def test_undone_the_former_holder_has_it_again(self, does, client, ticket, rani):
        client.post(undo_of(does("taking-over", ticket, version=ticket.version)))

        assert now_of(ticket).assignee == rani

    def test_what_nobody_had_goes_back_into_the_queue(self, does, client, team):
        ticket = a_ticket(team=team)
        undo = undo_of(does("taking-over", ticket, version=Ticket.objects.get(pk=ticket.pk).version))

        client.post(undo)

        assert (now_of(ticket).assignee, now_of(ticket).unassigned_reason) == (None, "unassigned")

    def test_who_looked_at_an_old_board_takes_it_from_nobody(self, does, ticket, team):
        seen = ticket.version
        other = an_agent(team)
        assign(ticket, to=other, by=another_leader(team))

        answer = does("taking-over", ticket, version=seen)

        assert (answer.status_code, now_of(ticket).assignee) == (400, other)

    def test_undo_comes_too_late_once_somebody_else_has_moved_it(self, does, client, ticket, team):
        undo = undo_of(does("taking-over", ticket, version=ticket.version))
        other = an_agent(team)
        assign(now_of(ticket), to=other, by=another_leader(team))

        answer = client.post(undo, headers={"HX-Request": "true"})

        assert (answer.status_code, now_of(ticket).assignee) == (400, other)

    def test_nobody_undoes_what_another_did(self, does, client, ticket, team, dimas):
        undo = undo_of(does("taking-over", ticket, version=ticket.version))
        client.force_login(a_supervisor(team))

        assert client.post(undo, headers={"HX-Request": "true"}).status_code == 400
        assert now_of(ticket).assignee == dimas


class TestReassigning:
    def test_the_menu_names_those_with_room_first_and_leaves_out_who_has_it(self, client, does, ticket, team):
        away = an_agent(team, name="Adi Jauh")
        free = an_agent(team, name="Yusuf Hakim", available=True)

        page = client.get(reverse("board:assignment", args=[ticket.pk])).content.decode()

        assert page.index(free.name) < page.index(away.name)
        assert "0 of 8" in page
        assert "Rani Puspita" not in page

    def test_it_goes_to_whom_was_chosen_and_comes_back(self, does, client, ticket, team, rani):
        free = an_agent(team, available=True)

        undo = undo_of(does("assignment", ticket, to=free.pk, version=ticket.version))

        assert (now_of(ticket).assignee, told(free, "assigned")) == (free, 1)
        client.post(undo)
        assert now_of(ticket).assignee == rani

    def test_not_to_somebody_of_another_team(self, does, ticket, rani):
        stranger = an_agent(a_team())

        assert does("assignment", ticket, to=stranger.pk, version=ticket.version).status_code == 400
        assert now_of(ticket).assignee == rani


class TestNudging:
    def test_who_has_it_hears_of_it_once_in_five_minutes(self, does, ticket, rani):
        does("nudge", ticket)
        again = does("nudge", ticket)

        assert (again.status_code, told(rani, "nudged")) == (400, 1)

    def test_taken_back_it_was_never_heard(self, does, client, ticket, rani):
        undo = undo_of(does("nudge", ticket))

        assert client.post(undo, headers={"HX-Request": "true"}).status_code == 204
        assert told(rani, "nudged") == 0

    def test_what_was_read_is_not_taken_back(self, does, client, ticket, rani):
        undo = undo_of(does("nudge", ticket))
        mark_read(rani, upto_id=Notification.objects.latest("pk").pk)

        assert client.post(undo, headers={"HX-Request": "true"}).status_code == 400
        assert told(rani, "nudged") == 1

    def test_nobody_is_nudged_for_what_nobody_has(self, does, team):
        assert does("nudge", a_ticket(team=team)).status_code == 400


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
        a_policy(minutes={"first_response": 60}, warn_percents=[50])
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


@pytest.mark.parametrize("name", ["taking-over", "assignment", "nudge", "extension"])
def test_only_who_leads_the_team_steps_in(client, ticket, rani, name):
    address = reverse(f"board:{name}", args=[ticket.pk])
    refused = {rani: 403, an_auditor(): 403, a_supervisor(a_team()): 404}

    for agent, status in refused.items():
        client.force_login(agent)
        assert client.post(address, {"to": agent.pk}).status_code == status

    assert now_of(ticket).assignee == rani
    assert not Event.objects.filter(kind__in=["ticket.nudged", "sla.extended"]).exists()


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


def another_leader(team):
    return actors.agent(a_supervisor(team))
