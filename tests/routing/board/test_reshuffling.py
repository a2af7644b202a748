"""Who leads moves many tickets at once: seen beforehand, told what came of each, undone by one click."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actors
from people.actions.set_presence import choose_presence
from routing.actions.reshuffle import Wanted, reshuffle
from routing.actions.undo_reshuffle import undo_reshuffle
from routing.models import Reshuffle
from tests.builders import a_policy, a_routed_ticket, a_supervisor, a_team, a_ticket, an_agent, work_off
from tests.routing.board.stepping_in import now_of, told
from tickets.actions.assign import assign
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

PICK = re.compile(r'name="pick" value="([\d.]+)"')


@pytest.fixture
def page(client, dimas):
    """`page(what="queue")`: the preview, as text."""
    client.force_login(dimas)
    return lambda **query: client.get(reverse("board:moving"), query).content.decode()


@pytest.fixture
def moves(client, page):
    """Everything that a preview offers, moved; the row of it."""

    def post(**query):
        shown = page(**query)
        address = reverse("board:moving")
        what = query["what"].partition("-")[0]
        answer = client.post(address, {"what": what, "pick": PICK.findall(shown)})
        assert answer.status_code == 302
        return Reshuffle.objects.latest("pk")

    return post


@pytest.fixture
def undoes(client):
    return lambda row: client.post(reverse("board:reshuffle-undoing", args=[row.pk]))


class TestPreview:
    def test_it_says_who_gets_what_and_does_nothing(self, team, bagas, rani, page):
        tickets = [a_routed_ticket(team=team) for _ in range(4)]

        shown = page(what="queue", team=team.pk)

        assert len(PICK.findall(shown)) == 4
        assert "Bagas Wirawan" in shown
        assert "Rani Puspita" in shown
        assert all(now_of(one).assignee is None for one in tickets)

    def test_nobody_is_offered_beyond_what_they_take(self, team, page):
        an_agent(team, available=True, capacity=2)
        for _ in range(4):
            a_routed_ticket(team=team)

        shown = page(what="queue", team=team.pk)

        assert len(PICK.findall(shown)) == 2
        assert shown.count("stays: nobody has room") == 2

    def test_what_is_not_seen_is_not_moved(self, page):
        a_routed_ticket(team=a_team())

        assert PICK.findall(page(what="queue")) == []


class TestMoving:
    def test_a_queue_goes_to_another_team_and_back_by_one_undo(self, team, dimas, moves, undoes):
        other = a_team(name="Returns")
        other.memberships.create(agent=dimas)
        tickets = [a_routed_ticket(team=team) for _ in range(3)]

        row = moves(what="queue", team=team.pk, to=f"team-{other.pk}")
        assert {now_of(one).team for one in tickets} == {other}
        assert row.done == 3

        undoes(row)
        assert {now_of(one).team for one in tickets} == {team}

    def test_all_of_who_is_absent_goes_to_those_who_are_there(self, team, rani, bagas, moves, undoes):
        tickets = [a_ticket(team=team, assignee=rani) for _ in range(3)]
        choose_presence(rani, "away")

        row = moves(**{"what": f"agent-{rani.pk}"})
        assert {now_of(one).assignee for one in tickets} == {bagas}

        undoes(row)
        assert {now_of(one).assignee for one in tickets} == {rani}

    def test_what_changed_since_the_preview_is_left_and_told(self, team, rani, bagas, dimas, client, page):
        tickets = [a_ticket(team=team, assignee=rani) for _ in range(2)]
        choose_presence(rani, "away")
        picks = PICK.findall(page(what=f"agent-{rani.pk}"))
        third = an_agent(team, available=True)
        assign(tickets[0], to=third, by=actors.agent(a_supervisor(team)))

        answer = client.post(reverse("board:moving"), {"what": "agent", "pick": picks}, follow=True)

        assert now_of(tickets[0]).assignee == third
        assert now_of(tickets[1]).assignee == bagas
        assert "somebody did something with it meanwhile" in answer.content.decode()

    def test_undoing_leaves_what_a_person_has_moved_since(self, team, rani, bagas, moves, undoes):
        first, second = (a_ticket(team=team, assignee=rani) for _ in range(2))
        choose_presence(rani, "away")
        row = moves(**{"what": f"agent-{rani.pk}"})
        third = an_agent(team)
        assign(now_of(first), to=third, by=actors.agent(a_supervisor(team)))

        undoes(row)

        assert now_of(first).assignee == third
        assert now_of(second).assignee == rani

    def test_what_was_done_before_it_broke_off_is_taken_back_all_the_same(self, team, rani, bagas, dimas):
        ticket = a_ticket(team=team, assignee=rani)
        gone = Ticket(pk=2**40)
        wanted = [Wanted(ticket=one, version=one.version, to_agent=bagas) for one in (now_of(ticket), gone)]

        with pytest.raises(Ticket.DoesNotExist):
            reshuffle(wanted, what="agent", by=dimas)
        assert now_of(ticket).assignee == bagas
        undo_reshuffle(Reshuffle.objects.get(), by=dimas)

        assert now_of(ticket).assignee == rani

    def test_what_had_no_team_is_said_to_stay(self, team, dimas):
        ticket = a_ticket()
        wanted = [Wanted(ticket=ticket, version=ticket.version, to_team=team)]
        row = reshuffle(wanted, what="queue", by=dimas)

        undo_reshuffle(row, by=dimas)

        assert (row.steps[0]["undone"], now_of(ticket).team) == ("had_no_team", team)


class TestNudging:
    def test_all_at_risk_are_nudged_and_it_is_taken_back(self, team, rani, bagas, moves, undoes):
        a_policy(minutes={"first_response": 60})
        for holder, ago in ((rani, 50), (bagas, 45), (rani, 5)):
            a_ticket(team=team, assignee=holder, at=timezone.now() - timedelta(minutes=ago))
        work_off()

        row = moves(what="nudge")
        assert (told(rani, "nudged"), told(bagas, "nudged")) == (1, 1)

        undoes(row)
        assert (told(rani, "nudged"), told(bagas, "nudged")) == (0, 0)


class TestEveningOut:
    def test_loads_are_even_afterwards(self, team, rani, bagas, page, moves):
        for _ in range(6):
            a_ticket(team=team, assignee=rani)

        row = moves(what="balance", team=team.pk)

        assert row.done == 3
        assert "Loads are even" in page(what="balance", team=team.pk)
