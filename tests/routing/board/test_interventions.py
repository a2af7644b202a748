"""Who leads steps in from the board, and takes it back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from events.models import Event
from tests.builders import a_supervisor, a_team, a_ticket, an_agent, an_auditor
from tests.routing.board.stepping_in import another_leader, now_of, told, undo_of
from tickets.actions.assign import assign
from tickets.actions.mark_read import mark_read
from tickets.models import Notification, Ticket

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("name", ["taking-over", "assignment", "nudge", "extension"])
def test_only_who_leads_the_team_steps_in(client, ticket, rani, name):
    address = reverse(f"board:{name}", args=[ticket.pk])
    refused = {rani: 403, an_auditor(): 403, a_supervisor(a_team()): 404}

    for agent, status in refused.items():
        client.force_login(agent)
        assert client.post(address, {"to": agent.pk}).status_code == status

    assert now_of(ticket).assignee == rani
    assert not Event.objects.filter(kind__in=["ticket.nudged", "sla.extended"]).exists()
